package io.quorate.job.savepoint;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which values are wanted.
 *
 * @param operator uid; null for all
 * @param state name of a state; null for all
 * @param key key; null for all
 */
public record StateSelection(
        @Nullable String operator,
        @Nullable String state,
        @Nullable String key) implements Serializable {

    /** Every value. */
    public static final StateSelection ALL = new StateSelection(null, null, null);

    boolean operator(String uid) {
        return operator == null || operator.equals(uid);
    }

    boolean state(String name) {
        return state == null || state.equals(name);
    }

    boolean key(@Nullable String name) {
        return key == null || key.equals(name);
    }
}
