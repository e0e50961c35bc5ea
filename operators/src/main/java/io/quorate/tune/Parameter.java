package io.quorate.tune;

import org.jspecify.annotations.Nullable;

/** One dimension of a search. */
public sealed interface Parameter permits FloatParameter, IntParameter, CategoricalParameter {
    String name();

    /** When it exists; null: always. */
    @Nullable
    Condition when();

    /** Whether an assignment may hold this value. */
    boolean admits(Object value);

    /** How an error about a field of a parameter reads. */
    static IllegalArgumentException refusal(String name, String field, String expected, Object was) {
        return new IllegalArgumentException(
                "parameter " + name + ", " + field + ": expected " + expected + ", was " + was);
    }
}
