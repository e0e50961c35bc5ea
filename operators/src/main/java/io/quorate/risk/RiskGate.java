package io.quorate.risk;

import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.state.PortfolioState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures an intended entry against every limit and gives the first that is breached, then against the weighted score.
 *
 * <p>A limit is breached when the value after the entry is greater than it, a least value when it is smaller: a value
 * equal to its limit passes. A value or a limit that is NaN breaches. Without limits in force nothing passes. Score of a
 * measure = clamp(value / limit, 0, 1); the risk score is their weighted mean (weights in {@link RiskMeasure}).
 */
public final class RiskGate {

    private static final RiskMeasure[] MEASURES = RiskMeasure.values();
    private static final String RISK_SCORE = "risk_score";

    /** A measure with what it came to. */
    private record Measured(RiskMeasure measure, RiskComponent component) {}

    private RiskGate() {}

    /** Assesses an entry against the limits and the kill switch in force. */
    public static RiskAssessment assess(
            PortfolioState state, EntryIntent intent, @Nullable LimitsSpec limits, boolean killed) {
        RiskMeter meter = new RiskMeter(state, intent, limits, killed);
        List<Measured> measured = new ArrayList<>(MEASURES.length);
        for (RiskMeasure measure : MEASURES) {
            RiskComponent c =
                    measure.measured(limits) ? component(measure, meter, limits, state.drawdownLatched) : null;
            if (c != null) {
                measured.add(new Measured(measure, c));
            }
        }
        if (limits == null) {
            return new RiskAssessment(
                    DecisionReason.NO_LIMITS,
                    "limits",
                    1,
                    Double.NaN,
                    components(measured),
                    Counterfactual.of("limits", "=", "in force", "none"));
        }
        double score = score(measured);
        RiskAssessment breach = firstBreach(measured, score);
        return breach != null ? breach : judgeScore(measured, score, limits.maxRiskScore());
    }

    private static List<RiskComponent> components(List<Measured> measured) {
        List<RiskComponent> components = new ArrayList<>(measured.size());
        for (Measured m : measured) {
            components.add(m.component);
        }
        return components;
    }

    private static @Nullable RiskAssessment firstBreach(List<Measured> measured, double score) {
        DecisionReason veto = null;
        String binding = "";
        StringBuilder changes = new StringBuilder();
        for (Measured m : measured) {
            if (m.component.breached()) {
                if (veto == null) {
                    veto = m.measure.veto;
                    binding = m.component.name();
                }
                changes.append(changes.isEmpty() ? "" : "; ").append(change(m.measure, m.component));
            }
        }
        return veto == null
                ? null
                : new RiskAssessment(veto, binding, 1, score, components(measured), changes.toString());
    }

    /** A drawdown back under its limit still vetoes by its latch, which no market move releases. */
    private static String change(RiskMeasure measure, RiskComponent c) {
        if (measure.atLeast()) {
            return Counterfactual.of(c.name(), ">=", c.limit(), c.value());
        }
        return c.value() <= c.limit()
                ? Counterfactual.of(c.name(), " latch", "=off", "on")
                : Counterfactual.of(c.name(), "<=", c.limit(), c.value());
    }

    private static RiskAssessment judgeScore(List<Measured> measured, double score, double maxScore) {
        List<RiskComponent> components = components(measured);
        if (!(score <= maxScore)) {
            return new RiskAssessment(
                    DecisionReason.RISK_SCORE,
                    RISK_SCORE,
                    1,
                    score,
                    components,
                    Counterfactual.of(RISK_SCORE, "<=", maxScore, score));
        }
        String binding = RISK_SCORE;
        double share = share(score, maxScore);
        String change = null;
        for (Measured m : measured) {
            RiskComponent c = m.component;
            if (m.measure.veto != null && c.score() > share) {
                binding = c.name();
                share = c.score();
                change = Counterfactual.of(c.name(), m.measure.atLeast() ? "<" : ">", c.limit(), c.value());
            }
        }
        if (change == null) {
            change = Counterfactual.of(RISK_SCORE, ">", maxScore, score);
        }
        return new RiskAssessment(null, binding, share, score, components, change);
    }

    private static @Nullable RiskComponent component(
            RiskMeasure measure, RiskMeter meter, @Nullable LimitsSpec limits, boolean drawdownLatched) {
        if (measure == RiskMeasure.GROUP_EXPOSURE) {
            return group(measure, meter);
        }
        double value = meter.value(measure);
        double limit = measure.limit(limits);
        boolean latched = measure == RiskMeasure.DRAWDOWN && drawdownLatched;
        boolean kept = measure.atLeast() ? value >= limit : value <= limit;
        return new RiskComponent(
                measure.wireName,
                value,
                limit == Double.POSITIVE_INFINITY ? Double.NaN : limit,
                measure.atLeast() ? share(limit, value) : share(value, limit),
                measure.veto != null && (latched || !kept));
    }

    private static @Nullable RiskComponent group(RiskMeasure measure, RiskMeter meter) {
        GroupLimit group = meter.tightestGroup();
        if (group == null) {
            return null;
        }
        double value = meter.groupValue(group);
        double limit = group.maxExposure();
        return new RiskComponent(
                measure.wireName + "." + group.name(), value, limit, share(value, limit), !(value <= limit));
    }

    private static double score(List<Measured> measured) {
        double sum = 0;
        double weights = 0;
        for (Measured m : measured) {
            sum += m.measure.weight * m.component.score();
            weights += m.measure.weight;
        }
        return sum / weights;
    }

    /** Share of a limit in use. */
    static double share(double value, double limit) {
        if (Double.isNaN(value) || Double.isNaN(limit)) {
            return 1;
        }
        return limit > 0 ? Math.max(0, Math.min(1, value / limit)) : value > 0 ? 1 : 0;
    }
}
