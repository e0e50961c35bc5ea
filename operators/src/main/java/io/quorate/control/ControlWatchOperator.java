package io.quorate.control;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.control.ControlRecord;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the control log against the market's time and tells what is wrong. Parallelism 1, no state: what it knows comes
 * again with the next records. Inputs: the control log, and event times the market has reached.
 */
public final class ControlWatchOperator extends AbstractStreamOperator<Alert>
        implements TwoInputStreamOperator<ControlRecord, Long, Alert> {

    private static final Logger LOG = LoggerFactory.getLogger(ControlWatchOperator.class);
    private static final long serialVersionUID = 1L;

    private final long silenceMs;

    @SuppressWarnings("NullAway.Init")
    private transient ControlWatch watch;

    /**
     * An operator.
     *
     * @param silenceMs wall time after which a log that is behind the market is reported
     */
    public ControlWatchOperator(long silenceMs) {
        this.silenceMs = silenceMs;
    }

    @Override
    public void open() throws Exception {
        super.open();
        watch = new ControlWatch(silenceMs);
        lookAgain(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void processElement1(StreamRecord<ControlRecord> element) {
        tell(watch.record(element.getValue(), getProcessingTimeService().getCurrentProcessingTime()));
    }

    @Override
    public void processElement2(StreamRecord<Long> element) {
        watch.market(element.getValue(), getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void processWatermark1(Watermark mark) {
        // alerts carry no time
    }

    @Override
    public void processWatermark2(Watermark mark) {
        // alerts carry no time
    }

    private void lookAgain(long nowMs) {
        Object unused = getProcessingTimeService().registerTimer(nowMs + Math.max(1, silenceMs / 5), this::look);
    }

    private void look(long nowMs) {
        tell(watch.look(nowMs));
        lookAgain(nowMs);
    }

    private void tell(List<Alert> alerts) {
        for (Alert a : alerts) {
            LOG.warn("alert kind={} state={} subject={} text=\"{}\"", a.kind(), a.state(), a.subject(), a.text());
            output.collect(new StreamRecord<>(a));
        }
    }
}
