package io.quorate.job.tune;

import io.quorate.tune.FinishedTrial;
import io.quorate.tune.TrialState;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial of a study that ended, with all that is kept of it.
 *
 * @param finished what samplers see: the suggestion, objectives and steps minimised
 * @param oosReturns per period, out of sample; empty unless complete
 * @param figures by name; NaN where undefined
 * @param durationMs how long it took; no part of equality, of digests or of trials.csv
 */
public record Trial(FinishedTrial finished, double[] oosReturns, Map<String, Double> figures, long durationMs) {

    public Trial {
        oosReturns = oosReturns.clone();
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    public int number() {
        return finished.number();
    }

    public TrialState state() {
        return finished.state();
    }

    @Override
    public double[] oosReturns() {
        return oosReturns.clone();
    }

    /** Whether there are returns to judge it by. */
    public boolean hasReturns() {
        return oosReturns.length > 0;
    }

    /** The objectives, each in its own direction; empty unless complete. */
    public double[] values(ObjectiveShape shape) {
        double[] values = finished.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.directions().get(i).minimised(values[i]);
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trial that
                && finished.equals(that.finished)
                && Arrays.equals(oosReturns, that.oosReturns)
                && figures.equals(that.figures);
    }

    @Override
    public int hashCode() {
        return 31 * finished.hashCode() + Arrays.hashCode(oosReturns);
    }
}
