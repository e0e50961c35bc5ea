package io.quorate.outcome;

import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OutcomeState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Credits members once labels are known. Key: symbol. State: the predictions of one horizon. */
public final class OutcomeFunction extends KeyedProcessFunction<String, Prediction, Credit> {

    /** Name of the stage. */
    public static final String STAGE = "outcomes";

    /** Predictions without a label. */
    public static final ValueStateDescriptor<OutcomeState> OUTCOME =
            new ValueStateDescriptor<>("outcome", TypeInformation.of(OutcomeState.class));

    private static final long serialVersionUID = 1L;

    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<OutcomeState> state;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    public OutcomeFunction(StageProbeFunction probes) {
        this.probes = probes;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(OUTCOME);
        probe = probes.open(getRuntimeContext(), STAGE);
    }

    @Override
    public void processElement(Prediction p, Context context, Collector<Credit> out) throws Exception {
        long begin = probe.begin();
        OutcomeState current = state.value();
        if (current == null) {
            current = new OutcomeState();
        }
        OutcomeTracker.step(current, p, credit -> {
            probe.add(Count.CREDITS, 1);
            if (credit.ensembleVersion() != p.ensembleVersion()) {
                probe.add(Count.RETIRED_CREDITS, 1);
            }
            out.collect(credit);
        });
        state.update(current);
        probe.end(begin);
    }
}
