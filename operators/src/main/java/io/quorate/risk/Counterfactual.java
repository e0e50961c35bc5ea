package io.quorate.risk;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * Text of a change that would have flipped an outcome: {@code confidence>=0.2 (was 0.13)}. A program reads name,
 * relation and bound; several changes that are all needed are joined by {@code "; "}.
 *
 * <p>Numbers are rounded to six decimals for the reader, or written in full when that would hide the difference. The
 * writer gives the same digits on every JVM.
 */
public final class Counterfactual {

    private static final double DECIMALS = 1e6;
    private static final double LARGEST_ROUNDED = 1e9;
    private static final double LARGEST_WHOLE = 1L << 53;

    private Counterfactual() {}

    /** {@code name relation bound (was value)}. */
    public static String of(String name, String relation, double bound, double value) {
        String shortBound = number(bound);
        String shortValue = number(value);
        return shortBound.equals(shortValue) && bound != value
                ? of(name, relation, exact(bound), exact(value))
                : of(name, relation, shortBound, shortValue);
    }

    /** {@code name relation bound (was value)}. */
    public static String of(String name, String relation, long bound, long value) {
        return of(name, relation, Long.toString(bound), Long.toString(value));
    }

    /** {@code name relation bound (was value)}. */
    public static String of(String name, String relation, String bound, String value) {
        return name + relation + bound + " (was " + value + ")";
    }

    private static String number(double value) {
        return Math.abs(value) < LARGEST_ROUNDED ? exact(Math.round(value * DECIMALS) / DECIMALS) : exact(value);
    }

    private static String exact(double value) {
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
                ? Long.toString((long) value)
                : NumberOutput.toString(value, true);
    }
}
