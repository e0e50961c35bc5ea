package io.quorate.control;

import static io.quorate.control.SequencerRig.DELAY_MS;
import static io.quorate.control.SequencerRig.LATENESS_MS;
import static io.quorate.control.SequencerRig.LEAD_MS;
import static io.quorate.control.SequencerRig.WINDOW_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import org.junit.jupiter.api.Test;

/** Start, frontier and end. */
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

    private static ControlRecord maxFrontier() {
        return ControlRecord.frontier(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
