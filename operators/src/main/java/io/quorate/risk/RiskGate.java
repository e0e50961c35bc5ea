package io.quorate.risk;

import io.quorate.execution.PaperVenue;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures an intended entry against every limit and gives the first that is breached, then against the weighted score.
 *
 * <p>A limit is breached when the value after the entry is greater than it: a value equal to its limit passes. A value
 * or a limit that is NaN breaches. Without limits in force nothing passes. Score of a measure = clamp(value / limit, 0,
 * 1); the risk score is their weighted mean (weights in {@link RiskMeasure}).
 */
public final class RiskGate {

    private static final RiskMeasure[] MEASURES = RiskMeasure.values();
    private static final String RISK_SCORE = "risk_score";

    private RiskGate() {}

    /** Assesses an entry against the limits and the kill switch in force. */
    public static RiskAssessment assess(
            PortfolioState state, EntryIntent intent, @Nullable LimitsSpec limits, boolean killed) {
        RiskComponent[] components = new RiskComponent[MEASURES.length];
        for (int i = 0; i < MEASURES.length; i++) {
            components[i] = component(MEASURES[i], state, intent, limits, killed);
        }
        if (limits == null) {
            return new RiskAssessment(
                    DecisionReason.NO_LIMITS,
                    "limits",
                    1,
                    Double.NaN,
                    List.of(components),
                    Counterfactual.of("limits", "=", "in force", "none"));
        }
        double score = score(components);
        RiskAssessment breach = firstBreach(components, score);
        return breach != null ? breach : judgeScore(components, score, limits.maxRiskScore());
    }

    private static @Nullable RiskAssessment firstBreach(RiskComponent[] components, double score) {
        DecisionReason veto = null;
        String binding = "";
        StringBuilder changes = new StringBuilder();
        for (int i = 0; i < components.length; i++) {
            RiskComponent c = components[i];
            if (c.breached()) {
                if (veto == null) {
                    veto = MEASURES[i].veto;
                    binding = c.name();
                }
                changes.append(changes.isEmpty() ? "" : "; ").append(change(c));
            }
        }
        return veto == null
                ? null
                : new RiskAssessment(veto, binding, 1, score, List.of(components), changes.toString());
    }

    /** A drawdown back under its limit still vetoes by its latch, which no market move releases. */
    private static String change(RiskComponent c) {
        return c.value() <= c.limit()
                ? Counterfactual.of(c.name(), " latch", "=off", "on")
                : Counterfactual.of(c.name(), "<=", c.limit(), c.value());
    }

    private static RiskAssessment judgeScore(RiskComponent[] components, double score, double maxScore) {
        boolean breached = !(score <= maxScore);
        if (breached) {
            return new RiskAssessment(
                    DecisionReason.RISK_SCORE,
                    RISK_SCORE,
                    1,
                    score,
                    List.of(components),
                    Counterfactual.of(RISK_SCORE, "<=", maxScore, score));
        }
        String binding = RISK_SCORE;
        double share = share(score, maxScore);
        String change = null;
        for (int i = 0; i < components.length; i++) {
            RiskComponent c = components[i];
            if (MEASURES[i].veto != null && c.score() > share) {
                binding = c.name();
                share = c.score();
                change = Counterfactual.of(c.name(), ">", c.limit(), c.value());
            }
        }
        if (change == null) {
            change = Counterfactual.of(RISK_SCORE, ">", maxScore, score);
        }
        return new RiskAssessment(null, binding, share, score, List.of(components), change);
    }

    private static RiskComponent component(
            RiskMeasure measure,
            PortfolioState state,
            EntryIntent intent,
            @Nullable LimitsSpec limits,
            boolean killed) {
        double value = value(measure, state, intent, limits, killed);
        double limit = measure.limit(limits);
        boolean latched = measure == RiskMeasure.DRAWDOWN && state.drawdownLatched;
        boolean breached = measure.veto != null && (latched || !(value <= limit));
        return new RiskComponent(
                measure.wireName,
                value,
                limit == Double.POSITIVE_INFINITY ? Double.NaN : limit,
                share(value, limit),
                breached);
    }

    private static double value(
            RiskMeasure measure,
            PortfolioState state,
            EntryIntent intent,
            @Nullable LimitsSpec limits,
            boolean killed) {
        long notional = PaperVenue.notionalMicros(intent.quantityMicros(), intent.price());
        long signed = intent.side().sign() * notional;
        return switch (measure) {
            case HEAT ->
                ofEquity(
                        state,
                        Exposure.heatMicros(state)
                                + Exposure.heatMicros(intent.quantityMicros(), intent.price(), intent.stopFraction()));
            case DRAWDOWN -> EquityCurve.drawdown(state);
            case LOSS_COOLDOWN -> cooldownLeftMs(state, intent.tsMs(), limits);
            case GROSS_EXPOSURE -> ofEquity(state, Exposure.grossMicros(state) + notional);
            case NET_EXPOSURE -> ofEquity(state, Math.abs(Exposure.netMicros(state) + signed));
            case SYMBOL_EXPOSURE -> ofEquity(state, Exposure.symbolMicros(state, intent.symbol()) + notional);
            case ORDER_RATE -> TradeHistory.entriesInLastHour(state, intent.tsMs()) + 1;
            case DAILY_LOSS -> EquityCurve.dailyLoss(state);
            case KILL_SWITCH -> killed ? 1 : 0;
            case STALE_DATA -> oldestMarkMs(state, intent);
            case LOSS_STREAK -> state.lossStreak;
            case VOLATILITY_REGIME ->
                switch (intent.regime()) {
                    case LOW -> 0;
                    case NORMAL -> 0.5;
                    case HIGH, UNKNOWN -> 1;
                };
            case MEMBER_SPREAD -> intent.memberSpread();
        };
    }

    /** Event time left of a cool-down; 0 from exactly its end on. */
    private static long cooldownLeftMs(PortfolioState state, long tsMs, @Nullable LimitsSpec limits) {
        if (limits == null || limits.maxConsecutiveLosses() == 0 || state.lossStreak < limits.maxConsecutiveLosses()) {
            return 0;
        }
        return Math.max(0, limits.lossCooldownMs() - (tsMs - state.lastLossMs));
    }

    private static long oldestMarkMs(PortfolioState state, EntryIntent intent) {
        long age = 0;
        for (int i = 0; i < state.positions.size(); i++) {
            PositionState position = state.positions.get(i);
            if (!position.symbol.equals(intent.symbol())) {
                age = Math.max(age, intent.tsMs() - position.markTsMs);
            }
        }
        return age;
    }

    private static double ofEquity(PortfolioState state, long micros) {
        return state.equityMicros > 0 ? (double) micros / state.equityMicros : Double.NaN;
    }

    private static double score(RiskComponent[] components) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < components.length; i++) {
            sum += MEASURES[i].weight * components[i].score();
            weights += MEASURES[i].weight;
        }
        return sum / weights;
    }

    private static double share(double value, double limit) {
        if (Double.isNaN(value) || Double.isNaN(limit)) {
            return 1;
        }
        return limit > 0 ? Math.max(0, Math.min(1, value / limit)) : value > 0 ? 1 : 0;
    }
}
