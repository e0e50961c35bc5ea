package io.quorate.tune;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trial that ended.
 *
 * @param number its place in the study, from 0
 * @param values the objectives, all minimised, finite; may be empty unless complete
 * @param violations of the constraints: at most 0 is feasible
 * @param steps intermediate values, minimised, by step; NaN where none was reported
 * @param reason why it was pruned or failed; null when complete
 */
public record FinishedTrial(
        int number,
        Assignment assignment,
        double[] values,
        double[] violations,
        double[] steps,
        TrialState state,
        @Nullable String reason) {
    public FinishedTrial {
        if (number < 0) {
            throw new IllegalArgumentException("trial, number: expected 0 or more, was " + number);
        }
        values = values.clone();
        violations = violations.clone();
        steps = steps.clone();
        if (state == TrialState.COMPLETE && values.length == 0) {
            throw new IllegalArgumentException("trial " + number + ", values: expected some, was none");
        }
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "trial " + number + ", values: expected finite numbers, was " + Arrays.toString(values));
        }
        if (Arrays.stream(violations).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "trial " + number + ", violations: expected numbers, was " + Arrays.toString(violations));
        }
    }

    /** A trial with values and nothing else. */
    public static FinishedTrial complete(int number, Assignment assignment, double... values) {
        return new FinishedTrial(number, assignment, values, new double[0], new double[0], TrialState.COMPLETE, null);
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
    public double[] steps() {
        return steps.clone();
    }

    /** The sum of the violations above 0: 0 is feasible. */
    public double violation() {
        double sum = 0;
        for (double violation : violations) {
            sum += Math.max(0, violation);
        }
        return sum;
    }

    /** Whether it is complete and keeps every constraint. */
    public boolean feasible() {
        return state == TrialState.COMPLETE && violation() == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FinishedTrial that
                && number == that.number
                && state == that.state
                && assignment.equals(that.assignment)
                && Arrays.equals(values, that.values)
                && Arrays.equals(violations, that.violations)
                && Arrays.equals(steps, that.steps)
                && Objects.equals(reason, that.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, assignment, state, Arrays.hashCode(values));
    }

    @Override
    public String toString() {
        return "FinishedTrial[" + number + ", " + state + ", " + assignment.values() + ", "
                + Arrays.toString(values) + ", violations " + Arrays.toString(violations) + ", reason " + reason
                + "]";
    }
}
