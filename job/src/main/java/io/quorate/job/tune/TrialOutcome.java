package io.quorate.job.tune;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of an objective to one assignment.
 *
 * @param values of the objectives, each in its own direction (a Sharpe ratio as it is, not negated)
 * @param violations of the constraints, &lt;= 0 where the constraint holds
 * @param oosReturns returns per period, out of sample, of one and the same calendar for all trials; may be empty
 * @param figures anything else worth keeping, by name; NaN where undefined
 */
public record TrialOutcome(double[] values, double[] violations, double[] oosReturns, Map<String, Double> figures) {

    private static final double[] NONE = {};

    public TrialOutcome {
        values = values.clone();
        violations = violations.clone();
        oosReturns = oosReturns.clone();
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /** What a trial returns that was told to prune. */
    public static TrialOutcome pruned() {
        return new TrialOutcome(NONE, NONE, NONE, Map.of());
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public double[] violations() {
        return violations.clone();
    }

    @Override
    public double[] oosReturns() {
        return oosReturns.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialOutcome that
                && Arrays.equals(values, that.values)
                && Arrays.equals(violations, that.violations)
                && Arrays.equals(oosReturns, that.oosReturns)
                && figures.equals(that.figures);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * Arrays.hashCode(values) + Arrays.hashCode(violations)) + Arrays.hashCode(oosReturns))
                + figures.hashCode();
    }
}
