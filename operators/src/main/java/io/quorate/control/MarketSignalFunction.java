package io.quorate.control;

import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.control.SequencerInput;
import org.apache.flink.api.common.functions.MapFunction;

/** Hands a signal of the market stream to the sequencer. No state. */
public final class MarketSignalFunction implements MapFunction<MarketSignal, SequencerInput> {

    private static final long serialVersionUID = 1L;

    @Override
    public SequencerInput map(MarketSignal signal) {
        return switch (signal.kind()) {
            case FIRST_SEEN -> SequencerInput.firstSeen(signal.partition(), signal.tsMs());
            case WATERMARK -> SequencerInput.watermark(signal.tsMs());
            case END -> SequencerInput.end(signal.tsMs());
        };
    }
}
