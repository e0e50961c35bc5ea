package io.quorate.job.metrics;

import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Opens probes that report through Flink's metrics. */
public final class FlinkStageProbeFunction implements StageProbeFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public StageProbe open(RuntimeContext context, String stage) {
        return new FlinkStageProbe(context.getMetricGroup(), stage);
    }
}
