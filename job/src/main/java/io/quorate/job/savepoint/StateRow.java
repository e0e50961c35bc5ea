package io.quorate.job.savepoint;

import org.jspecify.annotations.Nullable;

/**
 * One value of a state.
 *
 * @param operator uid
 * @param state name of the state
 * @param key key, or what identifies the value; null for the element of a list
 * @param value the value as JSON
 */
public record StateRow(
        String operator, String state, @Nullable String key, String value) {

    /** What a reader gives that has nothing to say of a key; Flink's must give something. */
    static final StateRow NONE = new StateRow("", "", null, "");

    boolean some() {
        return !operator.isEmpty();
    }
}
