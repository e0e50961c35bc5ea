package io.quorate.job.savepoint;

import io.quorate.control.EpochBroadcast;
import io.quorate.job.topology.Uids;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feature layouts a savepoint's ensembles were trained for: the part of its state that is small and tells a lot. */
final class SavedLayouts {

    private static final Logger LOG = LoggerFactory.getLogger(SavedLayouts.class);

    private SavedLayouts() {}

    /** Layout ids, none when there is no ensemble; what cannot be read is left to the job to find. */
    static Set<String> of(CheckpointMetadata savepoint) {
        Set<String> layouts = new TreeSet<>();
        for (OperatorState operator : savepoint.getOperatorStates()) {
            if (operator.getOperatorUid().orElse("").equals(Uids.SCORE)) {
                // every subtask has all of it
                operator.getStates().stream().findFirst().ifPresent(subtask -> add(subtask, layouts));
            }
        }
        return layouts;
    }

    private static void add(OperatorSubtaskState subtask, Set<String> layouts) {
        // a descriptor of its own: the operators' is part of the job graph, with the job's serializers
        MapStateDescriptor<String, ControlRecord> epochs = new MapStateDescriptor<>(
                EpochBroadcast.EPOCHS.getName(), Types.STRING, TypeInformation.of(ControlRecord.class));
        try (CloseableRegistry registry = new CloseableRegistry();
                OperatorStateBackend state = new DefaultOperatorStateBackendBuilder(
                                SavedLayouts.class.getClassLoader(),
                                new ExecutionConfig(),
                                false,
                                subtask.getManagedOperatorState(),
                                registry)
                        .build()) {
            for (Map.Entry<String, ControlRecord> entry :
                    state.getBroadcastState(epochs).immutableEntries()) {
                EnsembleSpec ensemble = entry.getValue().ensemble();
                if (ensemble != null) {
                    layouts.add(ensemble.layoutId());
                }
            }
        } catch (Exception e) {
            LOG.info("the layouts in the savepoint are not compared", e);
        }
    }
}
