package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an external venue did, on its way into the log. */
class SequencerExecutionTest {

    @Test
    void takesEffectBeyondTheFrontier() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(1_000);
        long frontierMs = rig.sequencer.frontierMs();
        List<ControlRecord> written = rig.on(SequencerInput.execution(0, fill(1)));
        assertThat(written.get(0)).isEqualTo(ControlRecord.execution(frontierMs + 1, 0, fill(1)));
        assertThat(written.get(0).scope()).isEqualTo("alpha");
    }

    @Test
    void readAgainLeavesNoSecondRecordAlsoAfterARestart() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.execution(0, fill(1)));
        rig.on(SequencerInput.execution(1, end("a")));
        rig.on(SequencerInput.execution(1, end("a")));
        rig.restart(0);
        rig.on(SequencerInput.execution(0, fill(1)));
        rig.on(SequencerInput.execution(1, end("a")));
        rig.on(SequencerInput.execution(2, fill(1))); // by a gateway that lost its state
        assertThat(rig.ofKind(ControlKind.EXECUTION)).hasSize(2);
    }

    @Test
    void fillThatWasHeldBackIsNoRepeat() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.execution(0, fill(5)));
        rig.on(SequencerInput.execution(1, fill(3)));
        assertThat(rig.ofKind(ControlKind.EXECUTION))
                .extracting(r -> Objects.requireNonNull(r.report()).venueSeq())
                .containsExactly(5L, 3L);
    }

    @Test
    void effectiveTimesNeverGoBack() {
        SequencerRig rig = SequencerRig.started();
        for (int i = 0; i < 50; i++) {
            rig.sleepMs(20);
            rig.watermark(1_000 + i * 37L);
            rig.on(SequencerInput.through(i));
            rig.on(SequencerInput.execution(i, fill(i + 1)));
        }
        List<Long> times = rig.ofKind(ControlKind.EXECUTION).stream()
                .map(ControlRecord::effectiveFromMs)
                .toList();
        assertThat(times).hasSize(50).isSorted();
        assertThat(times.get(49)).isGreaterThan(times.get(0));
    }

    private static VenueReport fill(long venueSeq) {
        return new VenueReport(
                VenueReportKind.FILL, "x" + venueSeq, "a", "alpha", "SPY", true, Side.LONG, 1, 100, 0, venueSeq, "");
    }

    private static VenueReport end(String orderId) {
        return new VenueReport(
                VenueReportKind.CANCELLED, orderId + "-c", orderId, "alpha", "SPY", true, Side.LONG, 1, 0, 0, 0, "");
    }
}
