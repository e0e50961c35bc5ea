package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes the frontier the watermark of the control stream, so that the watermark of an operator that also reads market
 * data never passes an event time whose epochs are still open.
 *
 * <p>Chained to the control source, parallelism 1, no state. The source's own watermark, min(market watermark, frontier),
 * serves only its alignment and ends here; its end is the end of a replayed log and opens every event time.
 */
public final class FrontierOperator extends AbstractStreamOperator<ControlRecord>
        implements OneInputStreamOperator<ControlRecord, ControlRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<ControlRecord> element) {
        ControlRecord r = element.getValue();
        output.collect(element);
        if (r.kind() == ControlKind.FRONTIER) {
            output.emitWatermark(new Watermark(r.effectiveFromMs()));
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            output.collect(new StreamRecord<>(ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE)));
            super.processWatermark(mark);
        }
    }
}
