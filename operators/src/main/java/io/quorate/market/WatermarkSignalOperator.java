package io.quorate.market;

import io.quorate.schema.control.MarketSignal;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Turns the combined market watermark into records for the control sequencer; other signals pass. Parallelism 1, no
 * state: the watermark of a restored job comes again from the source.
 */
public final class WatermarkSignalOperator extends AbstractStreamOperator<MarketSignal>
        implements OneInputStreamOperator<MarketSignal, MarketSignal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<MarketSignal> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        output.collect(new StreamRecord<>(MarketSignal.watermark(mark.getTimestamp())));
    }
}
