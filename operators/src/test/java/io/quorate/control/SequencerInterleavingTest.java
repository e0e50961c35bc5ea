package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The same market, requests and credits in random interleavings, with crashes at random points: the log keeps its
 * promises and the epochs in force at every event time are the same.
 */
class SequencerInterleavingTest {

    private static final int SEEDS = 150;

    @Test
    void everyInterleavingWithCrashesKeepsThePromisesOfTheLog() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SequencerWorld world = new SequencerWorld(seed);
            world.runToTheEnd();
            assertPromises(world, "seed " + seed);
        }
    }

    @Test
    void epochsInForceAreTheSameInEveryInterleaving() {
        Map<Long, List<Object>> expected = null;
        int crashes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SequencerWorld world = new SequencerWorld(seed);
            world.runToTheEnd();
            crashes += world.crashes();
            EpochBook book = new EpochBook();
            world.log().forEach(book::add);
            Map<Long, List<Object>> answers = new TreeMap<>();
            for (long t = 0; t <= SequencerWorld.END_MS; t += 10) {
                answers.put(t, inForce(book, t));
            }
            if (expected == null) {
                expected = answers;
            }
            assertThat(answers).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(crashes).isGreaterThan(SEEDS);
    }

    @Test
    void anEventTimeTheFrontierHasPassedIsNeverAnsweredAnewByLaterRecords() {
        for (long seed = 0; seed < SEEDS; seed += 5) {
            SequencerWorld world = new SequencerWorld(seed);
            world.runToTheEnd();
            EpochBook whole = new EpochBook();
            world.log().forEach(whole::add);
            EpochBook prefix = new EpochBook();
            long checkedMs = 0;
            for (ControlRecord r : world.log()) {
                prefix.add(r);
                for (; checkedMs <= Math.min(prefix.frontierMs(), SequencerWorld.END_MS); checkedMs += 10) {
                    assertThat(inForce(prefix, checkedMs))
                            .as("seed %d, t %d", seed, checkedMs)
                            .isEqualTo(inForce(whole, checkedMs));
                }
            }
            assertThat(checkedMs).as("seed %d", seed).isGreaterThan(SequencerWorld.END_MS);
        }
    }

    /** What a decision can see of the epochs. Versions the sequencer chose and request offsets are not part of it. */
    private static List<Object> inForce(EpochBook book, long tsMs) {
        ControlRecord ensemble = book.ensembleAt(tsMs);
        ControlRecord strategy = book.strategyAt("p", tsMs);
        List<Object> seen = new ArrayList<>();
        seen.add(ensemble == null ? -1 : ensemble.version());
        seen.add(strategy == null ? -1 : strategy.version());
        seen.add(book.killedAt("p", tsMs));
        EnsembleWeights weights = ensemble == null ? null : book.weightsAt(tsMs, ensemble.version());
        seen.add(weights == null ? "prior" : weights);
        return seen;
    }

    private static void assertPromises(SequencerWorld world, String what) {
        List<ControlRecord> log = world.log();
        SequencerSettings s = SequencerWorld.SETTINGS;
        long frontierMs = Long.MIN_VALUE;
        long loggedToMs = Long.MIN_VALUE;
        Map<Long, Integer> answers = new HashMap<>();
        EpochBook book = new EpochBook();
        for (ControlRecord r : log) {
            String at = what + ", " + r;
            assertThat(frontierMs == Long.MAX_VALUE && r.kind() != ControlKind.FRONTIER)
                    .as(at)
                    .isFalse();
            switch (r.kind()) {
                case START -> {
                    assertThat(loggedToMs).as(at).isEqualTo(Long.MIN_VALUE);
                    loggedToMs = r.effectiveFromMs();
                }
                case FRONTIER -> {
                    assertThat(loggedToMs).as(at).isGreaterThan(Long.MIN_VALUE);
                    assertThat(r.effectiveFromMs()).as(at).isGreaterThanOrEqualTo(frontierMs);
                    if (r.effectiveFromMs() < Long.MAX_VALUE) {
                        assertThat(r.effectiveFromMs()).as(at).isLessThan(loggedToMs + s.windowMs() + s.delayMs());
                    } else {
                        assertThat(loggedToMs).as(at).isGreaterThan(SequencerWorld.END_MS);
                    }
                    frontierMs = r.effectiveFromMs();
                    for (long offset = 0; offset < SequencerWorld.REQUESTS_AT_START; offset++) {
                        assertThat(answers).as(at).containsKey(offset);
                    }
                }
                case WEIGHTS -> {
                    long window = Objects.requireNonNull(r.weights()).window();
                    assertThat((window + 1) * s.windowMs()).as(at).isGreaterThan(loggedToMs);
                    loggedToMs = (window + 1) * s.windowMs();
                    assertThat(r.effectiveFromMs()).as(at).isEqualTo(loggedToMs + s.delayMs());
                }
                case ENSEMBLE, STRATEGY, LIMITS, KILL, RESUME, FORCE_EXIT, RESET_DRAWDOWN, RETIRE, EXECUTION, REFUSED ->
                    answers.merge(r.requestOffset(), 1, Integer::sum);
                case PREPARE -> assertThat(answers).as(at).doesNotContainKey(r.requestOffset());
            }
            assertThat(book.add(r)).as(at).isNotEqualTo(EpochBook.Verdict.VOID);
        }
        assertThat(frontierMs).as(what).isEqualTo(Long.MAX_VALUE);
        assertThat(answers).as(what).hasSize(SequencerWorld.requests().size());
        assertThat(answers.values()).as(what).containsOnly(1);
        assertWeights(log, what);
    }

    /** Every window with credits is in the log with its table, and the windows between repeat it. */
    private static void assertWeights(List<ControlRecord> log, String what) {
        Map<Long, WeightsSpec> credited = SequencerWorld.credited();
        List<EnsembleWeights> table = List.of();
        int found = 0;
        for (ControlRecord r : log) {
            WeightsSpec spec = r.weights();
            if (spec != null) {
                WeightsSpec own = credited.get(spec.window());
                found += own == null ? 0 : 1;
                table = own == null ? table : own.table();
                assertThat(spec.table())
                        .as("%s, window %d", what, spec.window())
                        .isEqualTo(table);
            }
        }
        assertThat(found).as(what).isEqualTo(credited.size());
    }
}
