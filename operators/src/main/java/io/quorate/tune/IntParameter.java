package io.quorate.tune;

import org.jspecify.annotations.Nullable;

/**
 * A whole number in [low, high].
 *
 * @param step distance of the values from low upwards, at least 1
 * @param log whether it is searched by its logarithm; then low is at least 1 and step is 1
 */
public record IntParameter(
        String name,
        long low,
        long high,
        long step,
        boolean log,
        @Nullable Condition when) implements Parameter {
    /** Bounds that a double holds exactly. */
    private static final long WIDEST = 1L << 52;

    public IntParameter {
        if (name.isBlank()) {
            throw Parameter.refusal("?", "name", "a name", "blank");
        }
        if (low < -WIDEST) {
            throw Parameter.refusal(name, "low", "at least -2^52", low);
        }
        if (high > WIDEST) {
            throw Parameter.refusal(name, "high", "at most 2^52", high);
        }
        if (low > high) {
            throw Parameter.refusal(name, "low", "at most high (" + high + ")", low);
        }
        if (log && low < 1) {
            throw Parameter.refusal(name, "low", "at least 1, for log", low);
        }
        if (step < 1) {
            throw Parameter.refusal(name, "step", "at least 1", step);
        }
        if (log && step != 1) {
            throw Parameter.refusal(name, "step", "1, for log", step);
        }
        if ((high - low) % step != 0) {
            throw Parameter.refusal(name, "step", "a divisor of high - low (" + (high - low) + ")", step);
        }
    }

    public IntParameter(String name, long low, long high) {
        this(name, low, high, 1, false, null);
    }

    /** Number of values. */
    public long levels() {
        return (high - low) / step + 1;
    }

    @Override
    public boolean admits(Object value) {
        return value instanceof Long number && number >= low && number <= high && (number - low) % step == 0;
    }
}
