package io.quorate.risk;

import io.quorate.execution.PaperVenue;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Measures what an intended entry would make of a portfolio. NaN where it cannot be told. Not thread-safe. */
final class RiskMeter {

    private final PortfolioState state;
    private final EntryIntent intent;
    private final @Nullable LimitsSpec limits;
    private final boolean killed;
    private @Nullable CorrelationRisk together;

    RiskMeter(PortfolioState state, EntryIntent intent, @Nullable LimitsSpec limits, boolean killed) {
        this.state = state;
        this.intent = intent;
        this.limits = limits;
        this.killed = killed;
    }

    double value(RiskMeasure measure) {
        long notional = PaperVenue.notionalMicros(intent.quantityMicros(), intent.price());
        return switch (measure) {
            case HEAT ->
                ofEquity(Exposure.heatMicros(state)
                        + Exposure.heatMicros(intent.quantityMicros(), intent.price(), intent.stopFraction()));
            case DRAWDOWN -> EquityCurve.drawdown(state);
            case LOSS_COOLDOWN -> cooldownLeftMs();
            case GROSS_EXPOSURE -> ofEquity(Exposure.grossMicros(state) + notional);
            case NET_EXPOSURE ->
                ofEquity(Math.abs(Exposure.netMicros(state) + intent.side().sign() * notional));
            case SYMBOL_EXPOSURE -> ofEquity(Exposure.symbolMicros(state, intent.symbol()) + notional);
            case ORDER_RATE -> TradeHistory.entriesInLastHour(state, intent.tsMs()) + 1;
            case DAILY_LOSS -> EquityCurve.dailyLoss(state);
            case KILL_SWITCH -> killed ? 1 : 0;
            case STALE_DATA -> oldestMarkMs();
            case CORRELATION -> together().withBook();
            case CORRELATED_HEAT -> together().heat();
            case BETS_SHARE -> together().betsShare();
            case GROUP_EXPOSURE ->
                throw new IllegalArgumentException("expected a measure of one limit, was " + measure);
            case REGIME_LIMIT, VOLATILITY_REGIME ->
                switch (intent.regime()) {
                    case LOW -> 0;
                    case NORMAL -> 0.5;
                    case HIGH, UNKNOWN -> 1;
                };
            case ATR -> intent.atrFraction();
            case LOSS_STREAK -> state.lossStreak;
            case MEMBER_SPREAD -> intent.memberSpread();
        };
    }

    private CorrelationRisk together() {
        CorrelationRisk known = together;
        if (known == null) {
            known = CorrelationRisk.of(
                    state,
                    intent,
                    Objects.requireNonNull(Objects.requireNonNull(limits).correlation()));
            together = known;
        }
        return known;
    }

    /** The group of the symbol with the greatest share of its limit in use, the first of equal ones; null for none. */
    @Nullable
    GroupLimit tightestGroup() {
        GroupLimit tightest = null;
        double most = Double.NaN;
        List<GroupLimit> groups = limits == null ? null : limits.groups();
        for (GroupLimit g : groups == null ? List.<GroupLimit>of() : groups) {
            if (g.symbols().contains(intent.symbol())) {
                double used = RiskGate.share(groupValue(g), g.maxExposure());
                double over = groupValue(g) - g.maxExposure();
                double rank = used + Math.max(0, over);
                if (tightest == null || !(rank <= most)) {
                    tightest = g;
                    most = rank;
                }
            }
        }
        return tightest;
    }

    double groupValue(GroupLimit group) {
        long sum = PaperVenue.notionalMicros(intent.quantityMicros(), intent.price());
        for (PositionState p : state.positions) {
            sum += group.symbols().contains(p.symbol) ? Math.abs(Exposure.signedMicros(p)) : 0;
        }
        for (OrderState o : state.orders) {
            sum += group.symbols().contains(o.symbol) ? Math.abs(Exposure.signedMicros(o)) : 0;
        }
        return ofEquity(sum);
    }

    /** Event time left of a cool-down; 0 from exactly its end on. */
    private long cooldownLeftMs() {
        if (limits == null || limits.maxConsecutiveLosses() == 0 || state.lossStreak < limits.maxConsecutiveLosses()) {
            return 0;
        }
        return Math.max(0, limits.lossCooldownMs() - (intent.tsMs() - state.lastLossMs));
    }

    private long oldestMarkMs() {
        long age = 0;
        for (PositionState position : state.positions) {
            if (!position.symbol.equals(intent.symbol())) {
                age = Math.max(age, intent.tsMs() - position.markTsMs);
            }
        }
        return age;
    }

    private double ofEquity(long micros) {
        return state.equityMicros > 0 ? (double) micros / state.equityMicros : Double.NaN;
    }
}
