package io.quorate.schema.state;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.OrderType;
import io.quorate.schema.execution.TimeInForce;
import io.quorate.schema.feature.VolatilityRegime;

/** A pending order of the paper venue. An entry reserves heat and exposure for what is left of it. */
public final class OrderState {

    /** Decision it carries out; also the order id. */
    public String decisionId = "";

    public String symbol = "";
    /** ENTRY, or the reason of the exit. */
    public FillReason reason = FillReason.ENTRY;
    /** Side of the position it opens or closes. */
    public Side side = Side.NONE;
    /** What is left to fill. */
    public long quantityMicros;
    /** Fills so far. */
    public int fills;

    /** Close the entry was decided at. */
    public double referencePrice;
    /** Distance of the stop as a fraction of the fill price; 0 for no stop. */
    public double stopFraction;
    /** Distance of the target as a fraction of the fill price; 0 for none. */
    public double targetFraction;
    /** Event time at which an unfilled entry ends; {@link Long#MAX_VALUE} for never. */
    public long expiresMs = Long.MAX_VALUE;
    /** Sequence of the last sample of the symbol. */
    public long lastSeq;
    /** Volatility state at the decision. */
    public VolatilityRegime regime = VolatilityRegime.UNKNOWN;
    /** Probability of winning the entry was decided with. */
    public double winProbability;

    /** Where it is in its life. */
    public OrderStatus status = OrderStatus.NEW;

    public OrderType type = OrderType.MARKET;
    public TimeInForce timeInForce = TimeInForce.GTC;
    /** Price it must not be filled worse than; 0 for none. */
    public double limitPrice;
    /** Price that makes a stop order live; 0 for none. */
    public double triggerPrice;
    /** True once that price was touched. */
    public boolean triggered;
    /** Event time of the decision. */
    public long decidedMs;
    /** Event time from which the venue works it. */
    public long activeMs;
    /** Times the venue refused it; an exit is sent again. */
    public int rejects;

    /** True once it is not wanted any more and an external venue has been asked to cancel it: it still reserves. */
    public boolean ending;

    /** True if it opens a position. */
    public boolean entry() {
        return reason == FillReason.ENTRY;
    }
}
