package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds the run's lease while the job runs; passes every record on. One subtask, no state.
 *
 * <p>When another job holds the lease this one fails for good: to restart would be to fight it. So it does when it has no
 * state and the ledger has records, by {@link LedgerTopic}; here and not only before the start, since a JobManager that
 * takes over runs the main method again and knows by its checkpoints alone that the job goes on.
 */
final class RunLeaseFunction<T> extends RichMapFunction<T, T> implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> settings;
    private transient @Nullable RunLease lease;
    private transient boolean goesOn;

    RunLeaseFunction(Settings settings) {
        this.settings = new TreeMap<>(settings.given());
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        goesOn = context.isRestored();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // nothing to keep
    }

    @Override
    public void open(OpenContext context) {
        String jobId = getRuntimeContext().getJobInfo().getJobId().toString();
        try {
            Settings own = Settings.of(Map.copyOf(settings));
            if (!goesOn) {
                LedgerTopic.requireUnused(own);
            }
            lease = RunLease.take(own, jobId);
        } catch (UserError e) {
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public T map(T record) {
        return record;
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
