package io.quorate.job.savepoint;

import java.util.List;

/**
 * An operator in a savepoint.
 *
 * @param uid its uid; its hash when the savepoint does not name it
 * @param hash operator id, 32 hex digits
 * @param parallelism subtasks that wrote
 * @param maxParallelism key groups
 * @param stateBytes size of everything it wrote
 * @param keyedBytes of it, state and timers by key, as far as they can be told from the rest
 * @param stateful whether anything was written, so that a job without this operator would lose it
 * @param incremental whether its keyed state is in files of RocksDB itself
 * @param states by name
 */
public record SavedOperator(
        String uid,
        String hash,
        int parallelism,
        int maxParallelism,
        long stateBytes,
        long keyedBytes,
        boolean stateful,
        boolean incremental,
        List<SavedState> states) {

    public SavedOperator {
        states = List.copyOf(states);
    }
}
