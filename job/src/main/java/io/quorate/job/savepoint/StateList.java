package io.quorate.job.savepoint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint consists of.
 *
 * @param path where it is
 * @param checkpointId number of the checkpoint in its job
 * @param operators in the order of the walk
 */
public record StateList(String path, long checkpointId, List<Operator> operators) {

    public StateList {
        operators = List.copyOf(operators);
    }

    /**
     * One operator.
     *
     * @param uid its uid; its hash when it has none
     * @param hash operator id, 32 hex digits
     * @param parallelism subtasks that wrote
     * @param maxParallelism key groups
     * @param stateBytes size of everything it wrote
     * @param keys number of keys; null when it has none by nature, or no reader here
     * @param meanBytesPerKey bytes by key, timers included, per key; null without keys
     * @param states by kind and name
     */
    public record Operator(
            String uid,
            String hash,
            int parallelism,
            int maxParallelism,
            long stateBytes,
            @Nullable Long keys,
            @Nullable Long meanBytesPerKey,
            List<SavedState> states) {}

    /** Counts the keys and puts them beside what the metadata say. */
    public static StateList of(Savepoint savepoint) {
        Map<String, Long> keys = new StateDump(savepoint).keys();
        return new StateList(
                savepoint.path(),
                savepoint.checkpointId(),
                savepoint.operators().stream()
                        .map(operator -> operator(operator, keys.get(operator.uid())))
                        .toList());
    }

    private static Operator operator(SavedOperator operator, @Nullable Long keys) {
        return new Operator(
                operator.uid(),
                operator.hash(),
                operator.parallelism(),
                operator.maxParallelism(),
                operator.stateBytes(),
                keys,
                keys == null || keys == 0 ? null : operator.keyedBytes() / keys,
                operator.states());
    }
}
