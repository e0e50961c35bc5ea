package io.quorate.control;

import static io.quorate.control.SequencerRig.LOAD_TIMEOUT_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import org.junit.jupiter.api.Test;

/** A shadow is prepared and numbered like an ensemble, and nobody waits for it. */
class SequencerShadowTest {

    @Test
    void aShadowIsCommittedBesideTheEnsembleAndEndsWithItsRetirement() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        rig.request(1, shadow(-1));
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        ControlRecord shadow = rig.last(ControlKind.ENSEMBLE);
        assertThat(shadow.scope()).isEqualTo("shadow");
        assertThat(shadow.version()).isOne();
        rig.sleepMs(1_000);
        rig.weights(Epochs.table(0, 1, 0.5, 0.5));
        rig.watermark(2_000);
        rig.request(2, retire());
        ControlRecord end = rig.last(ControlKind.RETIRE);
        assertThat(end.version()).isEqualTo(2);

        EpochBook book = new EpochBook();
        rig.log.forEach(book::add);
        assertThat(book.ensembleAt(Long.MAX_VALUE))
                .isEqualTo(rig.ofKind(ControlKind.ENSEMBLE).get(0));
        assertThat(book.shadowAt(shadow.effectiveFromMs() - 1)).isNull();
        assertThat(book.shadowAt(end.effectiveFromMs() - 1)).isEqualTo(shadow);
        assertThat(book.shadowAt(end.effectiveFromMs())).isNull();
        assertThat(book.prune(end.effectiveFromMs())).contains(shadow);
        assertThat(book.shadows()).isEmpty();
    }

    @Test
    void aShadowThatLoadsAfterItsEndDoesNotComeBack() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, shadow(-1));
        ControlRecord prepare = rig.last(ControlKind.PREPARE);
        rig.request(1, retire());
        assertThat(rig.last(ControlKind.REFUSED).reason()).isEqualTo("the shadow was ended before it was loaded");
        rig.loaded(prepare, 2);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
        assertThat(rig.ofKind(ControlKind.RETIRE)).hasSize(1);
    }

    @Test
    void aShadowThatLoadsForeverHoldsNothing() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, shadow(rig.sequencer.frontierMs() + 1));
        rig.request(1, SequencerRig.ensemble(1, -1));
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        assertThat(rig.last(ControlKind.ENSEMBLE).scope()).isEqualTo("*");
        long before = rig.sequencer.frontierMs();
        rig.sleepMs(1_000);
        rig.weights(Epochs.table(0, 1, 0.5, 0.5));
        rig.watermark(2_000);
        assertThat(rig.sequencer.frontierMs()).isGreaterThan(before);
        rig.sleepMs(LOAD_TIMEOUT_MS + 1);
        rig.tick();
        assertThat(rig.last(ControlKind.REFUSED).scope()).isEqualTo("shadow");
    }

    @Test
    void aShadowIsNoVersionToRollBackTo() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, shadow(-1));
        rig.request(1, SequencerRig.rollback(1, -1));
        assertThat(rig.last(ControlKind.REFUSED).reason()).contains("expected an ensemble version to roll back to");
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        rig.request(2, SequencerRig.rollback(1, -1));
        assertThat(rig.ofKind(ControlKind.REFUSED)).hasSize(2);
        rig.request(3, SequencerRig.ensemble(1, -1));
        assertThat(rig.last(ControlKind.PREPARE).version()).isOne();
    }

    @Test
    void theBookIsTheSameAfterARestore() {
        EpochBook book = new EpochBook();
        ControlRecord shadow = new ControlRecord(
                ControlKind.ENSEMBLE, "shadow", 1, 50, 0, 0, 3, "", "", "", Epochs.spec(9), null, null, null);
        book.add(shadow);
        assertThat(EpochBook.restore(java.util.List.of(shadow)).shadowAt(50)).isEqualTo(shadow);
        assertThat(book.ensembleAt(50)).isNull();
        assertThat(book.ensembles()).isEmpty();
    }

    private static ControlRequest shadow(long effectiveFromMs) {
        return SequencerRig.request(ControlKind.ENSEMBLE, "shadow", -1, effectiveFromMs, false, Epochs.spec(7));
    }

    private static ControlRequest retire() {
        return SequencerRig.request(ControlKind.RETIRE, "shadow", -1, -1, false, null);
    }
}
