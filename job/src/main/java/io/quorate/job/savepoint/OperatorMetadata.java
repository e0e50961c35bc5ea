package io.quorate.job.savepoint;

import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.jspecify.annotations.Nullable;

/** What one operator wrote, from its handles and the head of its keyed state. */
final class OperatorMetadata {

    /** Name given to the state of an operator's coordinator, which Flink does not name. */
    static final String COORDINATOR = "coordinator";

    private final Map<String, StateKind> kinds = new TreeMap<>();
    private boolean named;
    private boolean incremental;
    private long keyedBytes;

    private OperatorMetadata() {}

    static SavedOperator read(OperatorState operator) {
        OperatorMetadata m = new OperatorMetadata();
        boolean stateful = operator.getCoordinatorState() != null;
        if (stateful) {
            m.kinds.put(COORDINATOR, StateKind.COORDINATOR);
        }
        for (OperatorSubtaskState subtask : operator.getStates()) {
            stateful |= subtask.hasState();
            subtask.getManagedOperatorState().forEach(m::operator);
            subtask.getManagedKeyedState().forEach(m::keyed);
        }
        String hash = operator.getOperatorID().toHexString();
        return new SavedOperator(
                operator.getOperatorUid().filter(uid -> !uid.isEmpty()).orElse(hash),
                hash,
                operator.getParallelism(),
                operator.getMaxParallelism(),
                operator.getStateSize(),
                m.keyedBytes,
                stateful,
                m.incremental,
                m.kinds.entrySet().stream()
                        .map(e -> new SavedState(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparing(SavedState::kind).thenComparing(SavedState::name))
                        .toList());
    }

    private void operator(OperatorStateHandle handle) {
        handle.getStateNameToPartitionOffsets()
                .forEach((name, info) -> kinds.put(
                        name,
                        switch (info.getDistributionMode()) {
                            case SPLIT_DISTRIBUTE -> StateKind.LIST;
                            case UNION -> StateKind.UNION;
                            case BROADCAST -> StateKind.BROADCAST;
                        }));
    }

    private void keyed(KeyedStateHandle handle) {
        keyedBytes += handle.getStateSize() - headBytes(handle);
        StreamStateHandle head = head(handle);
        if (named) {
            // every subtask registers the same states when it opens, and each look may go to a remote store
            return;
        }
        named = true;
        if (head == null) {
            kinds.put(handle.getClass().getSimpleName(), StateKind.KEYED);
            return;
        }
        try (FSDataInputStream in = head.openInputStream()) {
            KeyedBackendSerializationProxy<Object> proxy =
                    new KeyedBackendSerializationProxy<>(OperatorMetadata.class.getClassLoader());
            proxy.read(new DataInputViewStreamWrapper(in));
            for (StateMetaInfoSnapshot state : proxy.getStateMetaInfoSnapshots()) {
                boolean timers = state.getBackendStateType() == BackendStateType.PRIORITY_QUEUE;
                kinds.put(state.getName(), timers ? StateKind.TIMERS : StateKind.KEYED);
            }
        } catch (IOException | RuntimeException e) {
            // a class of a job that is not ours, or a file that is gone: the rest can still be listed
            kinds.put("unreadable", StateKind.KEYED);
        }
    }

    /** Size of what comes before the first key group: names and types. */
    private static long headBytes(KeyedStateHandle handle) {
        if (!(handle instanceof KeyGroupsStateHandle groups)) {
            return 0;
        }
        long first = groups.getStateSize();
        for (Tuple2<Integer, Long> group : groups.getGroupRangeOffsets()) {
            first = Math.min(first, group.f1);
        }
        return first;
    }

    private @Nullable StreamStateHandle head(KeyedStateHandle handle) {
        if (handle instanceof IncrementalKeyedStateHandle files) {
            incremental = true;
            return files.getMetaDataStateHandle();
        }
        return handle instanceof KeyGroupsStateHandle groups ? groups : null;
    }
}
