package io.quorate.performance;

import org.jspecify.annotations.Nullable;

/**
 * A number that may be undefined, and then says why.
 *
 * @param value finite, or NaN when undefined
 * @param undefined why there is no value; null exactly when there is one
 */
public record Figure(double value, @Nullable String undefined) {
    public Figure {
        if (Double.isInfinite(value) || Double.isNaN(value) == (undefined == null)) {
            throw new IllegalArgumentException(
                    "expected a finite value or a reason, was " + value + " with reason " + undefined);
        }
    }

    /** A value; what is not finite becomes undefined. */
    public static Figure of(double value) {
        return Double.isFinite(value) ? new Figure(value, null) : none("beyond the range of numbers");
    }

    /** No value. */
    public static Figure none(String reason) {
        return new Figure(Double.NaN, reason);
    }

    public boolean defined() {
        return undefined == null;
    }
}
