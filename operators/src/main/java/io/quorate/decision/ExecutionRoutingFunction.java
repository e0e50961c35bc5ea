package io.quorate.decision;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.routing.PortfolioPrediction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Sends what an external venue did, as the control log has it, to its portfolio. No state. */
public final class ExecutionRoutingFunction implements FlatMapFunction<ControlRecord, PortfolioPrediction> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(ControlRecord r, Collector<PortfolioPrediction> out) {
        if (r.kind() == ControlKind.EXECUTION) {
            out.collect(PortfolioPrediction.execution(r));
        }
    }
}
