package io.quorate.job.kafka;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the run's lease while the job runs; passes every record on. One subtask, no state.
 *
 * <p>When another job holds the lease this one fails for good: to restart would be to fight it.
 */
final class RunLeaseFunction<T> extends RichMapFunction<T, T> {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> settings;
    private transient @Nullable RunLease lease;

    RunLeaseFunction(Settings settings) {
        this.settings = new TreeMap<>(settings.given());
    }

    @Override
    public void open(OpenContext context) {
        String jobId = getRuntimeContext().getJobInfo().getJobId().toString();
        try {
            lease = RunLease.take(Settings.of(Map.copyOf(settings)), jobId);
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
