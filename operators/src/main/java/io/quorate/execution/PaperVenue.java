package io.quorate.execution;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.TimeInForce;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills orders against samples and books the fills; with {@link ExternalBook} the only place where cash and positions
 * change.
 *
 * <p>Money is exact in micro-units: a notional is {@code Math.round(quantityMicros * price)}, rounded once per fill, so
 * cash plus positions at their marks equals equity to the unit. Above 2^53 micro-units (nine billion) the product is
 * the nearest double. No randomness: the same order and sample give the same fill.
 */
public final class PaperVenue implements Venue {

    /** A hundred billion units: sums of many still fit a long. */
    static final long MOST_NOTIONAL_MICROS = 100_000_000_000_000_000L;

    private final String portfolio;
    private final VenueTerms terms;
    private final long maxHoldMs;
    private final Consumer<Execution> out;

    /**
     * The venue as one portfolio sees it at one event time.
     *
     * @param maxHoldMs event time after its first fill at which a position is closed; 0 = never
     */
    public PaperVenue(String portfolio, VenueTerms terms, long maxHoldMs, Consumer<Execution> out) {
        this.portfolio = portfolio;
        this.terms = terms;
        this.maxHoldMs = maxHoldMs;
        this.out = out;
    }

    /**
     * Works a pending order against a sample: refuses it, fills what the sample reaches and allows, cancels what its time
     * in force does not keep.
     */
    @Override
    public VenueResult work(PortfolioState state, OrderState order, Sample sample, long seq) {
        if (sample.tsMs() < order.activeMs) {
            return VenueResult.NOTHING;
        }
        boolean first = order.status == OrderStatus.NEW;
        if (first && Rejection.rejects(order, terms.rejectRate())) {
            reject(state, order, sample, seq);
            return VenueResult.NOTHING;
        }
        accept(order);
        int fills = order.fills;
        OrderMatch match = OrderMatch.of(order, sample);
        boolean whole =
                match != null && terms.fillableMicros(order.quantityMicros, sample.volume()) == order.quantityMicros;
        ClosedTrade trade = null;
        if (match != null && (whole || order.timeInForce != TimeInForce.FOK)) {
            trade = fill(state, order, sample, seq, match);
        }
        boolean once = order.timeInForce == TimeInForce.IOC || order.timeInForce == TimeInForce.FOK;
        if (once && !order.status.terminal()) {
            cancel(state, order, sample, seq);
        }
        return new VenueResult(trade, match != null && match.inside() && order.fills > fills);
    }

    private static void accept(OrderState order) {
        if (order.status == OrderStatus.NEW) {
            order.status = OrderLifecycle.next(order.status, OrderEvent.ACCEPT);
        }
    }

    /** An entry ends; an exit is sent again with the next sample, since a position must not stay for a refusal. */
    private void reject(PortfolioState state, OrderState order, Sample sample, long seq) {
        String id = order.decisionId + "-r" + order.rejects;
        order.rejects++;
        OrderStatus refused = OrderLifecycle.next(order.status, OrderEvent.REJECT);
        out.accept(ended(order, id, refused, sample, seq));
        if (order.entry()) {
            order.status = refused;
            Book.remove(state, order);
        }
    }

    private void cancel(PortfolioState state, OrderState order, Sample sample, long seq) {
        order.status = OrderLifecycle.next(order.status, OrderEvent.CANCEL);
        out.accept(ended(order, order.decisionId + "-c", order.status, sample, seq));
        Book.remove(state, order);
    }

    private Execution ended(OrderState order, String id, OrderStatus status, Sample sample, long seq) {
        return new Execution(
                id,
                order.decisionId,
                portfolio,
                order.symbol,
                sample.tsMs(),
                seq,
                order.reason,
                order.side,
                0,
                sample.open(),
                0,
                0,
                status,
                order.quantityMicros,
                false);
    }

    /**
     * Fills as much of an order as the sample allows, taking liquidity; nothing at a price that is not a positive number.
     *
     * @param referencePrice the sample's open, or the level that was hit
     * @return the trade when the fill closed the position
     */
    @Override
    public @Nullable ClosedTrade fill(
            PortfolioState state, OrderState order, Sample sample, long seq, double referencePrice) {
        accept(order);
        return fill(state, order, sample, seq, new OrderMatch(referencePrice, false, true, Double.NaN));
    }

    private double price(OrderMatch match, String symbol, int tradeSign, long quantity, double volume) {
        if (match.maker()) {
            return match.price();
        }
        double price = terms.fillPrice(match.price(), tradeSign, quantity, volume);
        price = Ticks.towards(tradeSign, price, terms.instrument(symbol).tickMicros());
        return tradeSign * price > tradeSign * match.worst() ? match.worst() : price;
    }

    private @Nullable ClosedTrade fill(
            PortfolioState state, OrderState order, Sample sample, long seq, OrderMatch match) {
        long quantity = terms.fillableMicros(order.quantityMicros, sample.volume());
        if (quantity == 0 || !(match.price() > 0) || match.price() == Double.POSITIVE_INFINITY) {
            return null;
        }
        int tradeSign = OrderMatch.tradeSign(order);
        double price = price(match, order.symbol, tradeSign, quantity, sample.volume());
        long notional = notionalMicros(quantity, price);
        long fee = terms.feeMicros(notional, match.maker());
        state.cashMicros = Math.addExact(state.cashMicros, -tradeSign * notional - fee);
        PositionState position;
        long realised = 0;
        if (order.entry()) {
            position = opened(state, order, sample, seq, price);
            PositionBooking.increase(position, quantity, notional, fee);
        } else {
            position = PositionBooking.held(state, order);
            realised = PositionBooking.decrease(position, quantity, notional, fee);
        }
        boolean rest = quantity == order.quantityMicros;
        order.status = OrderLifecycle.next(order.status, rest ? OrderEvent.FILL_REST : OrderEvent.FILL_PART);
        out.accept(execution(order, sample, seq, quantity, price, fee, realised, match.maker()));
        return PositionBooking.settle(state, order, position, quantity, sample.tsMs());
    }

    private Execution execution(
            OrderState order,
            Sample sample,
            long seq,
            long quantity,
            double price,
            long fee,
            long realised,
            boolean maker) {
        return new Execution(
                order.decisionId + "-" + order.fills,
                order.decisionId,
                portfolio,
                order.symbol,
                sample.tsMs(),
                seq,
                order.reason,
                order.side,
                quantity,
                price,
                fee,
                realised,
                order.status,
                order.quantityMicros - quantity,
                maker);
    }

    /**
     * Value of a quantity at a price, micro-units, never negative and at most {@link #MOST_NOTIONAL_MICROS}: a price that
     * is nonsense must not stop the job, nor make a sum of notionals small.
     */
    public static long notionalMicros(long quantityMicros, double price) {
        return Math.min(MOST_NOTIONAL_MICROS, Math.round(quantityMicros * price));
    }

    private PositionState opened(PortfolioState state, OrderState order, Sample sample, long seq, double price) {
        PositionState known = Book.position(state, order.symbol);
        if (known != null) {
            return known;
        }
        PositionState position = new PositionState();
        position.symbol = order.symbol;
        position.side = order.side;
        position.entryPrice = price;
        position.entryTsMs = sample.tsMs();
        int sign = order.side.sign();
        long tick = terms.instrument(order.symbol).tickMicros();
        position.stopPrice = order.stopFraction > 0
                ? Ticks.towards(sign, away(order.side, price, -order.stopFraction), tick)
                : Double.NaN;
        position.targetPrice = order.targetFraction > 0
                ? Ticks.towards(sign, away(order.side, price, order.targetFraction), tick)
                : Double.NaN;
        position.bestPrice = price;
        position.markPrice = price;
        position.markTsMs = sample.tsMs();
        position.lastSeq = seq;
        position.regime = order.regime;
        position.dueMs = dueMs(sample.tsMs(), maxHoldMs);
        position.winProbability = order.winProbability;
        Book.add(state, position);
        return position;
    }

    /** Event time of the time exit of a position entered at {@code entryTsMs}; never while that is not known, 0. */
    public static long dueMs(long entryTsMs, long maxHoldMs) {
        boolean due = maxHoldMs > 0 && entryTsMs != 0 && entryTsMs <= Long.MAX_VALUE - maxHoldMs;
        return due ? entryTsMs + maxHoldMs : Long.MAX_VALUE;
    }

    /** A price moved by a fraction in the favour of a side. */
    public static double away(Side side, double price, double fraction) {
        return price + side.sign() * (price * fraction);
    }
}
