package io.quorate.schema.control;

import io.quorate.schema.execution.VenueReport;
import org.jspecify.annotations.Nullable;

/**
 * Everything the control sequencer hears, as one type so that it can be one ordered input.
 *
 * @param kind what it is
 * @param partition market partition of a FIRST_SEEN
 * @param tsMs first event time of a FIRST_SEEN, greatest event time of an END, the watermark of a WATERMARK
 * @param offset offset of a REQUEST in its topic
 * @param request the request; null when it could not be decoded
 * @param problem why a request could not be decoded, otherwise empty
 * @param weights result of a window with credits
 * @param throughWindow last window that is closed, of a THROUGH
 * @param ack answer of a scoring subtask
 * @param report what an external venue did, of an EXECUTION; its offset is that of its own topic
 */
public record SequencerInput(
        Kind kind,
        int partition,
        long tsMs,
        long offset,
        @Nullable ControlRequest request,
        String problem,
        @Nullable WeightsSpec weights,
        long throughWindow,
        @Nullable ControlAck ack,
        @Nullable VenueReport report) {

    /** Kind of input. */
    public enum Kind {
        FIRST_SEEN,
        WATERMARK,
        END,
        REQUEST,
        WEIGHTS,
        THROUGH,
        ACK,
        EXECUTION
    }

    private SequencerInput(
            Kind kind,
            int partition,
            long tsMs,
            long offset,
            @Nullable ControlRequest request,
            String problem,
            @Nullable WeightsSpec weights,
            long throughWindow,
            @Nullable ControlAck ack) {
        this(kind, partition, tsMs, offset, request, problem, weights, throughWindow, ack, null);
    }

    public static SequencerInput firstSeen(int partition, long tsMs) {
        return new SequencerInput(Kind.FIRST_SEEN, partition, tsMs, -1, null, "", null, 0, null);
    }

    public static SequencerInput watermark(long tsMs) {
        return new SequencerInput(Kind.WATERMARK, -1, tsMs, -1, null, "", null, 0, null);
    }

    public static SequencerInput end(long maxTsMs) {
        return new SequencerInput(Kind.END, -1, maxTsMs, -1, null, "", null, 0, null);
    }

    public static SequencerInput request(long offset, ControlRequest request) {
        return new SequencerInput(Kind.REQUEST, -1, 0, offset, request, "", null, 0, null);
    }

    public static SequencerInput undecodable(long offset, String problem) {
        return new SequencerInput(Kind.REQUEST, -1, 0, offset, null, problem, null, 0, null);
    }

    public static SequencerInput weights(WeightsSpec spec) {
        return new SequencerInput(Kind.WEIGHTS, -1, 0, -1, null, "", spec, 0, null);
    }

    public static SequencerInput through(long window) {
        return new SequencerInput(Kind.THROUGH, -1, 0, -1, null, "", null, window, null);
    }

    public static SequencerInput ack(ControlAck ack) {
        return new SequencerInput(Kind.ACK, -1, 0, -1, null, "", null, 0, ack);
    }

    public static SequencerInput execution(long offset, VenueReport report) {
        return new SequencerInput(Kind.EXECUTION, -1, 0, offset, null, "", null, 0, null, report);
    }
}
