package io.quorate.control;

import static io.quorate.control.SequencerRig.DELAY_MS;
import static io.quorate.control.SequencerRig.LATENESS_MS;
import static io.quorate.control.SequencerRig.LEAD_MS;
import static io.quorate.control.SequencerRig.LOAD_TIMEOUT_MS;
import static io.quorate.control.SequencerRig.WINDOW_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.control.WeightsSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SequencerTest {

    @Test
    void startIsTheWindowOfTheEarliestRecordThatCanBeInTime() {
        SequencerRig rig = SequencerRig.empty();
        assertThat(rig.on(SequencerInput.firstSeen(0, 7_400))).isEmpty();
        assertThat(rig.on(SequencerInput.firstSeen(0, 7_300))).isEmpty();
        assertThat(rig.on(SequencerInput.firstSeen(1, 5_000 + LATENESS_MS - 1)))
                .containsExactly(ControlRecord.start(4_000));
        assertThat(rig.on(SequencerInput.firstSeen(1, 10))).isEmpty();
    }

    @Test
    void startOfTimesBeforeTheEpochRoundsDown() {
        SequencerRig rig = SequencerRig.empty();
        rig.on(SequencerInput.firstSeen(0, 10));
        assertThat(rig.on(SequencerInput.firstSeen(1, 20))).containsExactly(ControlRecord.start(-WINDOW_MS));
    }

    @Test
    void firstSeenReportsSurviveARestartBesideTheLog() {
        SequencerRig rig = SequencerRig.empty();
        rig.on(SequencerInput.firstSeen(0, 5_500));
        assertThat(rig.sequencer.firstSeen()).containsExactly(java.util.Map.entry(0, 5_500L));
        rig.restart(0);
        rig.on(SequencerInput.firstSeen(0, 5_500));
        assertThat(rig.on(SequencerInput.firstSeen(1, 9_000))).containsExactly(ControlRecord.start(5_000));
    }

    @Test
    void thereIsNoFrontierBeforeStart() {
        SequencerRig rig = SequencerRig.empty();
        rig.on(SequencerInput.firstSeen(0, 500));
        assertThat(rig.watermark(400)).isEmpty();
        assertThat(rig.on(SequencerInput.firstSeen(1, 500)))
                .extracting(ControlRecord::kind)
                .containsExactly(ControlKind.START, ControlKind.FRONTIER);
    }

    @Test
    void aPartitionWithoutRecordsDoesNotKeepAFinishedInputFromStarting() {
        SequencerRig rig = SequencerRig.empty();
        rig.on(SequencerInput.firstSeen(0, 500));
        rig.on(SequencerInput.end(800));
        assertThat(rig.watermark(Long.MAX_VALUE)).first().isEqualTo(ControlRecord.start(0));
        assertThat(rig.on(SequencerInput.through(0))).last().isEqualTo(maxFrontier());
    }

    @Test
    void thereIsNoFrontierBeforeEveryRequestOfTheStartIsAnswered() {
        SequencerRig rig = new SequencerRig(SequencerRig.SETTINGS, 3);
        rig.on(SequencerInput.firstSeen(0, 500));
        rig.on(SequencerInput.firstSeen(1, 500));
        assertThat(rig.watermark(500)).isEmpty();
        rig.request(0, SequencerRig.strategy("p", 1, -1));
        rig.request(1, SequencerRig.ensemble(1, -1));
        rig.on(SequencerInput.undecodable(2, "not JSON"));
        assertThat(rig.watermark(600)).isEmpty();
        assertThat(rig.ofKind(ControlKind.FRONTIER)).isEmpty();
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        assertThat(rig.log)
                .extracting(ControlRecord::kind)
                .containsExactly(
                        ControlKind.START,
                        ControlKind.STRATEGY,
                        ControlKind.PREPARE,
                        ControlKind.REFUSED,
                        ControlKind.ENSEMBLE,
                        ControlKind.FRONTIER);
        assertThat(rig.log.get(1).effectiveFromMs()).isZero();
        assertThat(rig.log.get(4).effectiveFromMs()).isZero();
    }

    @Test
    void theFrontierLeadsTheWatermarkUpToTheNextWeights() {
        SequencerRig rig = SequencerRig.started();
        assertThat(rig.watermark(0)).containsExactly(ControlRecord.frontier(WINDOW_MS + DELAY_MS - 1, 0));
        // five windows ahead are logged: now the lead bounds it
        rig.on(SequencerInput.through(9));
        assertThat(rig.sequencer.frontierMs()).isEqualTo(LEAD_MS);
        rig.sleepMs(200);
        rig.watermark(300);
        assertThat(rig.last(ControlKind.FRONTIER)).isEqualTo(ControlRecord.frontier(300 + LEAD_MS, 300));
    }

    @Test
    void theLeadGrowsWithTheEventTimeOfTheLastTwoSeconds() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.through(999));
        rig.watermark(0);
        rig.sleepMs(1_000);
        rig.watermark(40_000);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(80_000);
        rig.sleepMs(1_500);
        rig.watermark(50_000);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(80_000);
        rig.sleepMs(5_000);
        rig.watermark(90_000);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(90_000 + LEAD_MS);
    }

    @Test
    void theFrontierIsWrittenAtMostEveryTenthOfASecondWhileItIsFarAhead() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.through(999));
        rig.watermark(0);
        rig.sleepMs(50);
        assertThat(rig.watermark(100)).isEmpty();
        rig.sleepMs(51);
        assertThat(rig.watermark(101)).containsExactly(ControlRecord.frontier(101 + LEAD_MS, 101));
        // within half a second of the frontier nothing waits
        assertThat(rig.watermark(4_700)).hasSize(1);
    }

    @Test
    void whatWasNotDueIsWrittenWhenTimeHasPassedThoughNothingElseComes() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.through(999));
        rig.watermark(0);
        assertThat(rig.watermark(100)).isEmpty();
        rig.sleepMs(100);
        assertThat(rig.tick()).isEmpty();
        rig.sleepMs(1);
        assertThat(rig.tick()).containsExactly(ControlRecord.frontier(100 + LEAD_MS, 100));
        rig.sleepMs(101);
        assertThat(rig.tick()).isEmpty();
    }

    @Test
    void theWatermarkIsToldWhileTheFrontierWaitsForWeights() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(0);
        long frontierMs = WINDOW_MS + DELAY_MS - 1;
        assertThat(rig.sequencer.frontierMs()).isEqualTo(frontierMs);
        rig.sleepMs(101);
        // the market source may only read on when the log says how far the market is
        assertThat(rig.watermark(500)).containsExactly(ControlRecord.frontier(frontierMs, 500));
        rig.sleepMs(101);
        assertThat(rig.watermark(5_000)).containsExactly(ControlRecord.frontier(frontierMs, frontierMs));
        rig.sleepMs(101);
        assertThat(rig.watermark(6_000)).isEmpty();
    }

    @Test
    void aBundleIsRefusedInTimeThoughNothingElseComes() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.sleepMs(LOAD_TIMEOUT_MS + 1);
        assertThat(rig.tick()).extracting(ControlRecord::kind).containsExactly(ControlKind.REFUSED);
    }

    @Test
    void aRestartWritesTheFrontierAgain() {
        SequencerRig rig = SequencerRig.started();
        rig.watermark(10);
        long frontierMs = rig.sequencer.frontierMs();
        // with the watermark told before, which a source that has gone back may not reach at once
        assertThat(rig.restart(0)).containsExactly(ControlRecord.frontier(frontierMs, 10));
        assertThat(rig.watermark(5)).isEmpty();
        assertThat(rig.sequencer.frontierMs()).isEqualTo(frontierMs);
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

    @Test
    void theEndOpensEveryTimeOnceItsLastWindowIsLogged() {
        SequencerRig rig = SequencerRig.started();
        rig.on(SequencerInput.end(2_500));
        rig.on(SequencerInput.end(1_500));
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.sequencer.frontierMs()).isEqualTo(WINDOW_MS + DELAY_MS - 1);
        rig.on(SequencerInput.through(0));
        rig.on(SequencerInput.through(1));
        assertThat(rig.sequencer.closed()).isFalse();
        rig.on(SequencerInput.through(2));
        assertThat(rig.sequencer.closed()).isTrue();
        assertThat(rig.last(ControlKind.FRONTIER)).isEqualTo(maxFrontier());
        int written = rig.log.size();
        rig.request(0, SequencerRig.kill("*", -1));
        rig.weights(Epochs.table(3, 1, .6, .4));
        rig.watermark(Long.MAX_VALUE);
        rig.on(SequencerInput.firstSeen(0, 1));
        assertThat(rig.log).hasSize(written);
        // a restarted control source needs its last watermark again, and nothing else
        assertThat(rig.restart(1)).extracting(ControlRecord::effectiveFromMs).containsExactly(Long.MAX_VALUE);
        assertThat(rig.request(0, SequencerRig.kill("*", -1))).isEmpty();
    }

    @Test
    void aPendingEnsembleKeepsTheEndOpen() {
        SequencerRig rig = SequencerRig.started();
        rig.request(0, SequencerRig.ensemble(1, -1));
        rig.on(SequencerInput.end(500));
        rig.watermark(Long.MAX_VALUE);
        rig.on(SequencerInput.through(0));
        assertThat(rig.sequencer.closed()).isFalse();
        rig.loaded(rig.last(ControlKind.PREPARE), 1);
        assertThat(rig.sequencer.closed()).isTrue();
        assertThat(rig.ofKind(ControlKind.ENSEMBLE)).hasSize(1);
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

    private static void refused(
            SequencerRig rig, long offset, io.quorate.schema.control.ControlRequest r, String reason) {
        rig.request(offset, r);
        assertThat(rig.last(ControlKind.REFUSED).requestOffset()).isEqualTo(offset);
        assertThat(rig.last(ControlKind.REFUSED).reason()).startsWith(reason);
    }

    private static void commit(SequencerRig rig, long offset, io.quorate.schema.control.ControlRequest r) {
        rig.request(offset, r);
        rig.loaded(rig.last(ControlKind.PREPARE), 2);
        assertThat(rig.last(ControlKind.ENSEMBLE).requestOffset()).isEqualTo(offset);
    }

    private static long version(EpochBook book, long tsMs) {
        return Objects.requireNonNull(book.ensembleAt(tsMs)).version();
    }

    private static ControlRecord maxFrontier() {
        return ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
