package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The market source may run half a drift beyond what the log says: the log has to keep up while the frontier rests. */
class SequencerAlignmentTest {

    private static final long WINDOW_MS = 3_600_000;
    private static final long STEP_MS = 600_000;

    @Test
    void aRestingFrontierIsWrittenAgainUntilTheWindowEnds() {
        Sequencer sequencer = new Sequencer(
                new SequencerSettings(1, 0, WINDOW_MS, 60_000, 5_000, STEP_MS, 1_000, "layout", 1_000), List.of(), 0);
        List<ControlRecord> log = new ArrayList<>(sequencer.on(SequencerInput.firstSeen(0, 0), 0));
        long nanos = 0;
        for (long watermarkMs = 0; watermarkMs < WINDOW_MS; watermarkMs += 10_000) {
            nanos += 1_000_000;
            log.addAll(sequencer.on(SequencerInput.watermark(watermarkMs), nanos));
            long saidMs = log.stream()
                    .filter(r -> r.kind() == ControlKind.FRONTIER)
                    .mapToLong(ControlRecord::watermarkMs)
                    .max()
                    .orElse(0);
            assertThat(watermarkMs - saidMs).as("at watermark %d", watermarkMs).isLessThan(STEP_MS);
        }
        // the frontier cannot pass the effect of the open window, so it rested most of the time
        assertThat(sequencer.frontierMs()).isLessThanOrEqualTo(WINDOW_MS + 60_000 - 1);
        assertThat(log).filteredOn(r -> r.kind() == ControlKind.FRONTIER).hasSizeLessThan(60);
    }
}
