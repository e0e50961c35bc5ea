package io.quorate.control;

import static io.quorate.control.SequencerRig.LOAD_TIMEOUT_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.SequencerInput;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of requests and of the bundles they name. */
class SequencerRequestTest {

    @Test
    void aBundleIsRefusedInTimeThoughNothingElseComes() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.sleepMs(LOAD_TIMEOUT_MS + 1);
        assertThat(rig.tick()).extracting(ControlRecord::kind).containsExactly(ControlKind.REFUSED);
    }

    @Test
    void aBundleIsGivenUpThoughNothingIsHeardAnyMore() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.on(SequencerInput.end(500));
        rig.watermark(Long.MAX_VALUE);
        rig.on(SequencerInput.through(0));
        rig.sleepMs(LOAD_TIMEOUT_MS + 1);
        rig.tick();
        assertThat(rig.ofKind(ControlKind.REFUSED)).hasSize(1);
        assertThat(rig.sequencer.closed()).isTrue();
        assertThat(rig.tick()).isEmpty();
    }

    @Test
    void aRequestForThePastIsRefusedWithItsReason() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        long frontierMs = rig.sequencer.frontierMs();
        rig.request(0, SequencerRig.strategy("p", 1, frontierMs));
        assertThat(rig.last(ControlKind.REFUSED).reason())
                .isEqualTo("effectiveFromMs: expected after the frontier %d, was %d", frontierMs, frontierMs);
        rig.request(1, SequencerRig.strategy("p", 1, frontierMs + 1));
        assertThat(rig.last(ControlKind.STRATEGY).effectiveFromMs()).isEqualTo(frontierMs + 1);
        rig.request(2, SequencerRig.strategy("p", -1, -1));
        assertThat(rig.last(ControlKind.STRATEGY).version()).isEqualTo(2);
        assertThat(rig.last(ControlKind.STRATEGY).effectiveFromMs()).isEqualTo(frontierMs + 1);
        rig.request(3, SequencerRig.strategy("p", 2, -1));
        assertThat(rig.last(ControlKind.REFUSED).reason()).isEqualTo("version: expected at least 3 or none, was 2");
    }

    @Test
    void requestsReadAgainAfterARestartAreDropped() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, SequencerRig.kill("*", -1));
        rig.request(1, SequencerRig.strategy("p", 7, 0));
        rig.request(3, SequencerRig.ensemble(1, -1));
        int written = rig.log.size();
        rig.restart(4);
        assertThat(rig.log).hasSize(written + 2);
        rig.request(0, SequencerRig.kill("*", -1));
        rig.request(1, SequencerRig.strategy("p", 7, 0));
        rig.request(3, SequencerRig.ensemble(1, -1));
        assertThat(rig.log).hasSize(written + 2);
        rig.request(4, SequencerRig.resume("*", -1));
        assertThat(rig.last(ControlKind.RESUME).version()).isEqualTo(2);
    }

    @Test
    void anEnsembleIsCommittedWhenEverySubtaskHasLoadedIt() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, SequencerRig.ensemble(1, -1));
        ControlRecord prepare = rig.last(ControlKind.PREPARE);
        assertThat(prepare.round()).isOne();
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 0, 3, "")));
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 0, 3, "")));
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 2, 3, "")));
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
        long frontierMs = rig.sequencer.frontierMs();
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 1, 3, "")));
        ControlRecord committed = rig.last(ControlKind.ENSEMBLE);
        assertThat(committed.effectiveFromMs()).isEqualTo(frontierMs + 1);
        assertThat(committed.requestOffset()).isZero();
        assertThat(committed.ensemble()).isEqualTo(Epochs.spec(1));
    }

    @Test
    void oneRefusalOfASubtaskRefusesTheEnsemble() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        ControlRecord prepare = rig.last(ControlKind.PREPARE);
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 0, 2, "")));
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 1, 2, "DIGEST_MISMATCH: expected 1, was 2")));
        assertThat(rig.last(ControlKind.REFUSED).reason())
                .isEqualTo("subtask 1 of 2 refused the bundle: DIGEST_MISMATCH: expected 1, was 2");
        rig.on(SequencerInput.ack(SequencerRig.ack(prepare, 1, 2, "")));
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
    }

    @Test
    void anEnsembleThatIsNotLoadedInTimeIsRefused() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.sleepMs(LOAD_TIMEOUT_MS);
        rig.watermark(1);
        assertThat(rig.ofKind(ControlKind.REFUSED)).isEmpty();
        rig.sleepMs(1);
        rig.watermark(2);
        assertThat(rig.last(ControlKind.REFUSED).reason()).contains("within 10000 ms");
        rig.loaded(rig.last(ControlKind.PREPARE), 1);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
    }

    @Test
    void acksOfAnEarlierRoundDoNotCountAfterARestart() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        ControlRecord first = rig.last(ControlKind.PREPARE);
        rig.on(SequencerInput.ack(SequencerRig.ack(first, 0, 2, "")));
        rig.restart(1);
        ControlRecord second = rig.last(ControlKind.PREPARE);
        assertThat(second.round()).isEqualTo(2);
        assertThat(second.requestOffset()).isZero();
        rig.loaded(first, 2);
        rig.on(SequencerInput.ack(SequencerRig.ack(first, 1, 2, "no room")));
        rig.on(SequencerInput.ack(SequencerRig.ack(second, 1, 2, "")));
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
        rig.on(SequencerInput.ack(SequencerRig.ack(second, 0, 2, "")));
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).hasSize(1);
    }

    @Test
    void acksOfARefusedAttemptDoNotCountForTheNextOfTheSameBundle() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        ControlRecord first = rig.last(ControlKind.PREPARE);
        rig.sleepMs(LOAD_TIMEOUT_MS + 1);
        rig.watermark(1);
        rig.request(1, SequencerRig.ensemble(1, -1));
        ControlRecord second = rig.last(ControlKind.PREPARE);
        rig.on(SequencerInput.ack(SequencerRig.ack(first, 0, 1, "too late")));
        rig.on(SequencerInput.ack(SequencerRig.ack(first, 0, 1, "")));
        assertThat(rig.ofKind(ControlKind.REFUSED)).hasSize(1);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
        rig.on(SequencerInput.ack(SequencerRig.ack(second, 0, 1, "")));
        assertThat(rig.last(ControlKind.ENSEMBLE).requestOffset()).isOne();
    }

    @Test
    void theFrontierStopsBeforeThePinnedTimeOfAPendingEnsemble() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.through(99));
        rig.request(0, SequencerRig.ensemble(1, 8_000));
        rig.request(1, SequencerRig.ensemble(2, 7_000));
        for (int i = 0; i < 20; i++) {
            rig.sleepMs(150);
            rig.watermark(1_000L * i);
        }
        assertThat(rig.sequencer.frontierMs()).isEqualTo(6_999);
        rig.restart(2);
        rig.sleepMs(150);
        rig.watermark(30_000);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(6_999);
        List<ControlRecord> prepares = rig.ofKind(ControlKind.PREPARE);
        rig.loaded(prepares.get(3), 1);
        rig.loaded(prepares.get(2), 1);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE))
                .extracting(ControlRecord::effectiveFromMs)
                .containsExactlyInAnyOrder(7_000L, 8_000L);
        assertThat(rig.sequencer.frontierMs()).isGreaterThan(8_000);
    }

    @Test
    void ensemblesAreCommittedInTheOrderOfTheirRequests() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        rig.request(0, SequencerRig.ensemble(1, -1));
        ControlRecord first = rig.last(ControlKind.PREPARE);
        rig.request(1, SequencerRig.ensemble(2, -1));
        ControlRecord second = rig.last(ControlKind.PREPARE);
        rig.loaded(second, 2);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).isEmpty();
        rig.sleepMs(LOAD_TIMEOUT_MS / 2);
        rig.loaded(first, 2);
        assertThat(rig.ofKind(ControlKind.ENSEMBLE))
                .extracting(ControlRecord::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void aLoadedEnsembleIsCommittedOnceTheOneBeforeItIsRefused() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.sleepMs(LOAD_TIMEOUT_MS - 1);
        rig.request(1, SequencerRig.ensemble(2, -1));
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        rig.sleepMs(2);
        rig.watermark(0);
        assertThat(rig.last(ControlKind.REFUSED).requestOffset()).isZero();
        assertThat(rig.last(ControlKind.ENSEMBLE).requestOffset()).isOne();
    }

    @Test
    void aRollbackTakesEffectThoughItsVersionIsLower() {
        SequencerRig rig = SequencerRig.started();
        commit(rig, 0, SequencerRig.ensemble(1, 2_000));
        commit(rig, 1, SequencerRig.ensemble(2, 3_000));
        commit(rig, 2, SequencerRig.rollback(1, 3_000));
        EpochBook book = EpochBook.restore(rig.log);
        assertThat(version(book, 2_999)).isOne();
        assertThat(version(book, 3_000)).isEqualTo(2);
        assertThat(version(book, 3_001)).isOne();
        assertThat(rig.last(ControlKind.ENSEMBLE).ensemble()).isEqualTo(Epochs.spec(1));
        rig.request(3, SequencerRig.rollback(9, -1));
        assertThat(rig.last(ControlKind.REFUSED).reason()).contains("to roll back to, was 9");
        // the next version still counts from the highest
        commit(rig, 4, SequencerRig.ensemble(-1, -1, Epochs.spec(3)));
        assertThat(rig.last(ControlKind.ENSEMBLE).version()).isEqualTo(3);
    }

    @Test
    void aRollbackCannotPutAnotherBundleUnderAnOldVersion() {
        SequencerRig rig = SequencerRig.started();
        commit(rig, 0, SequencerRig.ensemble(1, -1));
        rig.request(1, SequencerRig.request(ControlKind.ENSEMBLE, "*", 1, -1, true, Epochs.spec(2)));
        assertThat(rig.last(ControlKind.REFUSED).reason()).startsWith("ensemble: expected the bundle of version 1");
        commit(rig, 2, SequencerRig.request(ControlKind.ENSEMBLE, "*", 1, -1, true, Epochs.spec(1)));
        assertThat(rig.last(ControlKind.ENSEMBLE).requestOffset()).isEqualTo(2);
    }

    @Test
    void requestsThatCannotBeRightAreRefused() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.undecodable(0, "expected JSON, was ?"));
        assertThat(rig.last(ControlKind.REFUSED).reason()).isEqualTo("expected JSON, was ?");
        refused(rig, 1, SequencerRig.request(ControlKind.WEIGHTS, "*", 1, -1, false, null), "kind:");
        refused(rig, 2, SequencerRig.request(ControlKind.ENSEMBLE, "p", 1, -1, false, Epochs.spec(1)), "scope:");
        refused(rig, 3, SequencerRig.request(ControlKind.ENSEMBLE, "*", 1, -1, false, null), "ensemble:");
        refused(rig, 4, SequencerRig.kill("", -1), "scope:");
        refused(rig, 5, SequencerRig.strategy("*", 1, -1), "scope:");
        refused(rig, 6, SequencerRig.request(ControlKind.LIMITS, "p", 1, -1, false, null), "limits:");
        assertThat(rig.ofKind(ControlKind.PREPARE)).isEmpty();
    }

    private static void refused(SequencerRig rig, long offset, ControlRequest r, String reason) {
        rig.request(offset, r);
        assertThat(rig.last(ControlKind.REFUSED).requestOffset()).isEqualTo(offset);
        assertThat(rig.last(ControlKind.REFUSED).reason()).startsWith(reason);
    }

    private static void commit(SequencerRig rig, long offset, ControlRequest r) {
        rig.request(offset, r);
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        assertThat(rig.last(ControlKind.ENSEMBLE).requestOffset()).isEqualTo(offset);
    }

    private static long version(EpochBook book, long tsMs) {
        return Objects.requireNonNull(book.ensembleAt(tsMs)).version();
    }
}
