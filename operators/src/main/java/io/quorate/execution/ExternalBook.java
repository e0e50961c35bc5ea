package io.quorate.execution;

import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.execution.OrderStatus;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Books what an external venue did. A position is the signed sum of its fills, whatever the book expected: a fill that no
 * pending order waits for moves it too, and one beyond it turns it round. Stop and target of such a position are those
 * of the strategy in force. Every fill comes here once; repeats end before the control log.
 */
public final class ExternalBook {

    /** What is assumed of an entry that no decision explains. */
    private static final double EVEN = 0.5;

    private final @Nullable StrategySpec strategy;
    private final Consumer<Execution> out;

    public ExternalBook(@Nullable StrategySpec strategy, Consumer<Execution> out) {
        this.strategy = strategy;
        this.out = out;
    }

    /**
     * Books one report at the event time it takes effect.
     *
     * @return the trade when it closed a position
     */
    public @Nullable ClosedTrade apply(PortfolioState state, VenueReport r, long tsMs) {
        OrderState order = r.orderId().isEmpty() ? null : Book.orderOf(state, r.orderId());
        return switch (r.kind()) {
            case ACCEPTED -> {
                if (order != null && order.status == OrderStatus.NEW) {
                    order.status = OrderStatus.ACCEPTED;
                }
                yield null;
            }
            case FILL -> fill(state, r, order, tsMs);
            case CANCELLED -> end(state, order, OrderStatus.CANCELLED);
            case REJECTED -> end(state, order, OrderStatus.REJECTED);
            case EXPIRED -> end(state, order, OrderStatus.EXPIRED);
            case POSITION -> reconcile(state, r, tsMs);
        };
    }

    private static @Nullable ClosedTrade end(PortfolioState state, @Nullable OrderState order, OrderStatus status) {
        if (order != null) {
            order.status = status;
            Book.remove(state, order);
        }
        return null;
    }

    private @Nullable ClosedTrade fill(PortfolioState state, VenueReport r, @Nullable OrderState order, long tsMs) {
        int tradeSign = r.entry() == (r.side() == Side.LONG) ? 1 : -1;
        if (order != null) {
            order.quantityMicros = Math.max(0, order.quantityMicros - r.quantityMicros());
            order.fills++;
            order.status = order.quantityMicros == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        }
        FillReason reason = order != null ? order.reason : r.entry() ? FillReason.ENTRY : FillReason.RECONCILED;
        ClosedTrade trade = trade(state, r, order, reason, tradeSign, r.quantityMicros(), r.price(), tsMs);
        if (order != null && order.quantityMicros == 0) {
            Book.remove(state, order);
        }
        return trade;
    }

    /** Makes the book what the venue holds. */
    private @Nullable ClosedTrade reconcile(PortfolioState state, VenueReport r, long tsMs) {
        PositionState known = Book.position(state, r.symbol());
        long held = known == null ? 0 : known.side.sign() * known.quantityMicros;
        long change = r.side().sign() * r.quantityMicros() - held;
        double price = r.price() > 0 || known == null ? r.price() : known.markPrice;
        return change == 0
                ? null
                : trade(state, r, null, FillReason.RECONCILED, Long.signum(change), Math.abs(change), price, tsMs);
    }

    private @Nullable ClosedTrade trade(
            PortfolioState state,
            VenueReport r,
            @Nullable OrderState order,
            FillReason reason,
            int tradeSign,
            long quantityMicros,
            double price,
            long tsMs) {
        PositionState position = Book.position(state, r.symbol());
        long notional = PaperVenue.notionalMicros(quantityMicros, price);
        state.cashMicros = Math.addExact(state.cashMicros, -tradeSign * notional - r.feeMicros());
        long left = quantityMicros;
        long leftNotional = notional;
        long fee = r.feeMicros();
        long realised = 0;
        ClosedTrade trade = null;
        Side side = tradeSign > 0 ? Side.LONG : Side.SHORT;
        if (position != null && position.side != side) {
            side = position.side;
            long part = Math.min(left, position.quantityMicros);
            // what is left takes the rest, so that both parts are what moved the cash
            long partNotional = part == left ? notional : PaperVenue.notionalMicros(part, price);
            leftNotional -= partNotional;
            realised = PositionBooking.decrease(position, part, partNotional, fee);
            trade = PositionBooking.closed(state, position, tsMs);
            left -= part;
            fee = 0;
        }
        if (left > 0) {
            side = tradeSign > 0 ? Side.LONG : Side.SHORT;
            position = opened(state, r.symbol(), side, order, price, tsMs);
            PositionBooking.increase(position, left, leftNotional, fee);
        }
        out.accept(new Execution(
                r.id(),
                r.orderId(),
                r.portfolio(),
                r.symbol(),
                tsMs,
                position == null ? 0 : position.lastSeq,
                reason,
                side,
                quantityMicros,
                price,
                r.feeMicros(),
                realised,
                order == null ? OrderStatus.FILLED : order.status,
                order == null ? 0 : order.quantityMicros,
                false));
        return trade;
    }

    private PositionState opened(
            PortfolioState state, String symbol, Side side, @Nullable OrderState order, double price, long tsMs) {
        PositionState known = Book.position(state, symbol);
        if (known != null) {
            return known;
        }
        OrderState entry = order != null && order.entry() ? order : null;
        double stopFraction = entry != null ? entry.stopFraction : strategy == null ? 0 : strategy.stopLossFraction();
        double targetFraction =
                entry != null ? entry.targetFraction : strategy == null ? 0 : strategy.takeProfitFraction();
        PositionState position = new PositionState();
        position.symbol = symbol;
        position.side = side;
        position.entryPrice = price;
        position.entryTsMs = tsMs;
        position.stopPrice = stopFraction > 0 ? PaperVenue.away(side, price, -stopFraction) : Double.NaN;
        position.targetPrice = targetFraction > 0 ? PaperVenue.away(side, price, targetFraction) : Double.NaN;
        position.bestPrice = price;
        position.markPrice = price;
        position.markTsMs = tsMs;
        position.dueMs = PaperVenue.dueMs(tsMs, strategy == null ? 0 : strategy.maxHoldMs());
        position.winProbability = entry != null ? entry.winProbability : EVEN;
        if (entry != null) {
            position.lastSeq = entry.lastSeq;
            position.regime = entry.regime;
        }
        Book.add(state, position);
        return position;
    }
}
