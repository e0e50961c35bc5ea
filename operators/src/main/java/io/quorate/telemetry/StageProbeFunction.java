package io.quorate.telemetry;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Opens the probe of a stage in a running subtask; serialised with the job graph. */
@FunctionalInterface
public interface StageProbeFunction extends Serializable {

    StageProbe open(RuntimeContext context, String stage);
}
