package io.quorate.tune;

import java.util.List;

/**
 * A finished trial in coordinates.
 *
 * @param at the coordinate per dimension; NaN where the parameter is not active
 * @param violation sum of the violations above 0
 * @param lastStep index of the last intermediate value; -1 without
 * @param lastValue the last intermediate value
 */
@SuppressWarnings("ArrayRecordComponent")
record EncodedTrial(
        FinishedTrial trial, double[] at, double[] values, double violation, int lastStep, double lastValue) {

    static EncodedTrial of(FinishedTrial trial, List<Dimension> dimensions) {
        double[] at = new double[dimensions.size()];
        for (int d = 0; d < at.length; d++) {
            Object value = trial.assignment()
                    .values()
                    .get(dimensions.get(d).parameter().name());
            at[d] = value == null ? Double.NaN : dimensions.get(d).encode(value);
        }
        double[] steps = trial.steps();
        int last = steps.length - 1;
        while (last >= 0 && Double.isNaN(steps[last])) {
            last--;
        }
        return new EncodedTrial(
                trial, at, trial.values(), trial.violation(), last, last < 0 ? Double.NaN : steps[last]);
    }

    int number() {
        return trial.number();
    }

    boolean complete() {
        return trial.state() == TrialState.COMPLETE;
    }
}
