package io.quorate.control;

import static io.quorate.control.SequencerRig.DELAY_MS;
import static io.quorate.control.SequencerRig.WINDOW_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import org.junit.jupiter.api.Test;

/** Weights windows in the log. */
class SequencerWeightsTest {

    @Test
    void weightsTakeEffectADelayAfterTheirWindow() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.weights(Epochs.table(0, 1, .6, .4));
        ControlRecord w = rig.last(ControlKind.WEIGHTS);
        assertThat(w.effectiveFromMs()).isEqualTo(WINDOW_MS + DELAY_MS);
        assertThat(rig.last(ControlKind.FRONTIER).effectiveFromMs()).isEqualTo(2 * WINDOW_MS + DELAY_MS - 1);
    }

    @Test
    void aGapOfWindowsRepeatsTheTableOnceAtItsEnd() {
        SequencerRig rig = SequencerRig.started();
        rig.weights(Epochs.table(0, 1, .6, .4));
        rig.weights(Epochs.table(5, 1, .7, .3));
        assertThat(rig.on(SequencerInput.through(5))).isEmpty();
        rig.on(SequencerInput.through(7));
        assertThat(rig.ofKind(ControlKind.WEIGHTS))
                .extracting(ControlRecord::weights)
                .containsExactly(
                        Epochs.table(0, 1, .6, .4),
                        new WeightsSpec(4, Epochs.table(0, 1, .6, .4).table()),
                        Epochs.table(5, 1, .7, .3),
                        new WeightsSpec(7, Epochs.table(5, 1, .7, .3).table()));
        assertThat(rig.last(ControlKind.WEIGHTS).effectiveFromMs()).isEqualTo(8 * WINDOW_MS + DELAY_MS);
    }

    @Test
    void weightsSentAgainAreIgnoredAndOtherWeightsAreABrokenInvariant() {
        SequencerRig rig = SequencerRig.started();
        rig.weights(Epochs.table(0, 1, .6, .4));
        rig.weights(Epochs.table(5, 1, .7, .3));
        rig.restart(0);
        int written = rig.log.size();
        rig.weights(Epochs.table(0, 1, .6, .4));
        rig.on(SequencerInput.through(3));
        rig.weights(Epochs.table(5, 1, .7, .3));
        assertThat(rig.log).hasSize(written);
        assertThatIllegalStateException()
                .isThrownBy(() -> rig.weights(Epochs.table(5, 1, .8, .2)))
                .withMessageContaining("other weights for window 5");
    }

    @Test
    void weightsOfAWindowLoggedAsAGapAreABrokenInvariant() {
        SequencerRig rig = SequencerRig.started();
        rig.weights(Epochs.table(5, 1, .7, .3));
        assertThatIllegalStateException()
                .isThrownBy(() -> rig.weights(Epochs.table(2, 1, .7, .3)))
                .withMessageContaining("window 2");
    }

    @Test
    void weightsBeforeStartAreABrokenInvariant() {
        assertThatIllegalStateException().isThrownBy(() -> SequencerRig.empty().weights(Epochs.table(0, 1, .6, .4)));
    }
}
