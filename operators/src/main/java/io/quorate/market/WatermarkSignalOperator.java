package io.quorate.market;

import io.quorate.schema.control.MarketSignal;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Turns the combined market watermark into records for the control sequencer; other signals pass. Parallelism 1, no
 * state: the watermark of a restored job comes again from the source.
 */
public final class WatermarkSignalOperator extends AbstractStreamOperator<MarketSignal>
        implements OneInputStreamOperator<MarketSignal, MarketSignal> {

    /** The event time the market has reached, a few times a second of wall time: for reports, not for decisions. */
    public static final OutputTag<Long> PULSE = new OutputTag<>("pulse", Types.LONG);

    private static final long serialVersionUID = 1L;

    private static final long PULSE_MS = 100;

    private transient long reachedMs;
    private transient long pulsedMs;

    @Override
    public void open() throws Exception {
        super.open();
        reachedMs = Long.MIN_VALUE;
        pulsedMs = Long.MIN_VALUE;
        pulseAgain(getProcessingTimeService().getCurrentProcessingTime());
    }

    private void pulseAgain(long nowMs) {
        Object unused = getProcessingTimeService().registerTimer(nowMs + PULSE_MS, this::pulse);
    }

    private void pulse(long nowMs) {
        if (reachedMs > pulsedMs) {
            pulsedMs = reachedMs;
            output.collect(PULSE, new StreamRecord<>(reachedMs));
        }
        pulseAgain(nowMs);
    }

    @Override
    public void processElement(StreamRecord<MarketSignal> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        super.processWatermark(mark);
        reachedMs = mark.getTimestamp();
        output.collect(new StreamRecord<>(MarketSignal.watermark(mark.getTimestamp())));
    }
}
