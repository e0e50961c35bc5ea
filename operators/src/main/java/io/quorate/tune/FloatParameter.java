package io.quorate.tune;

import org.jspecify.annotations.Nullable;

/**
 * A number in [low, high].
 *
 * @param log whether it is searched by its logarithm; then low is above 0 and there is no step
 * @param step distance of the values from low upwards; 0: continuous
 */
public record FloatParameter(
        String name,
        double low,
        double high,
        boolean log,
        double step,
        @Nullable Condition when) implements Parameter {
    /** How far, in steps, a bound or a value may be from the grid. */
    private static final double SLACK = 1e-6;

    public FloatParameter {
        if (name.isBlank()) {
            throw Parameter.refusal("?", "name", "a name", "blank");
        }
        if (!Double.isFinite(low)) {
            throw Parameter.refusal(name, "low", "a finite number", low);
        }
        if (!Double.isFinite(high) || !Double.isFinite(high - low)) {
            throw Parameter.refusal(name, "high", "a finite number", high);
        }
        if (low > high) {
            throw Parameter.refusal(name, "low", "at most high (" + high + ")", low);
        }
        if (log && low <= 0) {
            throw Parameter.refusal(name, "low", "above 0, for log", low);
        }
        if (!Double.isFinite(step) || step < 0) {
            throw Parameter.refusal(name, "step", "0 (continuous) or more", step);
        }
        if (log && step > 0) {
            throw Parameter.refusal(name, "step", "0 (continuous), for log", step);
        }
        if (step > 0 && offGrid((high - low) / step)) {
            throw Parameter.refusal(name, "step", "a divisor of high - low (" + (high - low) + ")", step);
        }
    }

    public FloatParameter(String name, double low, double high) {
        this(name, low, high, false, 0, null);
    }

    /** Number of values on the grid; 0 when continuous. */
    public long levels() {
        return step > 0 ? Math.round((high - low) / step) + 1 : 0;
    }

    /** The value of a grid index, the bounds exactly. */
    public double level(long index) {
        return index == levels() - 1 ? high : low + index * step;
    }

    @Override
    public boolean admits(Object value) {
        return value instanceof Double number
                && number >= low
                && number <= high
                && (step == 0 || !offGrid((number - low) / step));
    }

    private static boolean offGrid(double steps) {
        return Math.abs(steps - Math.rint(steps)) > SLACK * Math.max(1, Math.abs(steps) * 1e-6);
    }
}
