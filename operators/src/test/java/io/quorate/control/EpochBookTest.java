package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.control.EpochBook.Verdict;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EpochBookTest {

    private static final int SEEDS = 60;
    private static final long LAST_MS = 60;
    private static final List<String> PORTFOLIOS = List.of("p", "q");

    @Test
    void aRecordTakesTheEpochOfItsTimeHoweverLateItAsks() {
        EpochBook book = new EpochBook();
        book.add(Epochs.ensemble(1, 10));
        book.add(Epochs.ensemble(2, 20));
        assertThat(book.ensembleAt(9)).isNull();
        assertThat(book.ensembleAt(10)).isEqualTo(Epochs.ensemble(1, 10));
        assertThat(book.ensembleAt(19)).isEqualTo(Epochs.ensemble(1, 10));
        assertThat(book.ensembleAt(20)).isEqualTo(Epochs.ensemble(2, 20));
        assertThat(book.ensembleAt(Long.MAX_VALUE)).isEqualTo(Epochs.ensemble(2, 20));
    }

    @Test
    void anEpochAtTheFrontierIsVoidUnlessItIsKnown() {
        EpochBook book = new EpochBook();
        assertThat(book.add(Epochs.limits("p", 1, 10))).isEqualTo(Verdict.ADDED);
        assertThat(book.add(Epochs.frontier(10))).isEqualTo(Verdict.ADDED);
        assertThat(book.add(Epochs.limits("p", 2, 10))).isEqualTo(Verdict.VOID);
        assertThat(book.add(Epochs.limits("p", 1, 10))).isEqualTo(Verdict.KNOWN);
        assertThat(book.add(Epochs.limits("p", 2, 11))).isEqualTo(Verdict.ADDED);
        assertThat(book.add(Epochs.frontier(9))).isEqualTo(Verdict.KNOWN);
        assertThat(book.frontierMs()).isEqualTo(10);
    }

    @Test
    void theLaterOfKillAndResumeCounts() {
        EpochBook book = new EpochBook();
        book.add(Epochs.kill("*", 1, 10));
        book.add(Epochs.resume("*", 2, 20));
        book.add(Epochs.kill("p", 1, 15));
        assertThat(book.killedAt("q", 9)).isFalse();
        assertThat(book.killedAt("q", 10)).isTrue();
        assertThat(book.killedAt("q", 20)).isFalse();
        assertThat(book.killedAt("p", 20)).isTrue();
        book.add(Epochs.resume("p", 2, 15));
        assertThat(book.killedAt("p", 20)).isFalse();
    }

    @Test
    void aPortfolioWithoutLimitsOfItsOwnHasThoseOfAll() {
        EpochBook book = new EpochBook();
        book.add(Epochs.limits("*", 1, 0));
        book.add(Epochs.limits("p", 1, 10));
        assertThat(book.limitsAt("p", 9)).isEqualTo(Epochs.limits("*", 1, 0));
        assertThat(book.limitsAt("p", 10)).isEqualTo(Epochs.limits("p", 1, 10));
        assertThat(book.limitsAt("q", 10)).isEqualTo(Epochs.limits("*", 1, 0));
    }

    @Test
    void weightsAreUsedOnlyForTheEnsembleTheyName() {
        EpochBook book = new EpochBook();
        book.add(ControlRecord.weights(100, Epochs.table(0, 1, .7, .3)));
        book.add(ControlRecord.weights(200, Epochs.table(1, 2, .6, .4)));
        assertThat(book.weightsAt(99, 1)).isNull();
        assertThat(book.weightsAt(100, 1)).isEqualTo(new EnsembleWeights(1, 0, List.of(.7, .3)));
        assertThat(book.weightsAt(100, 2)).isNull();
        assertThat(book.weightsAt(200, 1)).isNull();
        assertThat(book.weightsAt(200, 2)).isEqualTo(new EnsembleWeights(2, 1, List.of(.6, .4)));
    }

    @Test
    void everyAnswerIsThatOfTheListOfAcceptedRecords() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            EpochBook book = new EpochBook();
            NaiveBook naive = new NaiveBook();
            List<ControlRecord> log = log(random);
            for (int i = 0; i < log.size(); i++) {
                assertThat(book.add(log.get(i)))
                        .as("seed %d, record %d %s", seed, i, log.get(i))
                        .isEqualTo(naive.add(log.get(i)));
                assertSameAnswers(book, naive, 0, "seed " + seed + ", record " + i);
            }
        }
    }

    @Test
    void pruningNeverChangesALaterAnswer() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            EpochBook book = new EpochBook();
            NaiveBook naive = new NaiveBook();
            long watermarkMs = 0;
            for (ControlRecord r : log(random)) {
                Verdict expected = naive.add(r);
                Verdict actual = book.add(r);
                if (expected == Verdict.KNOWN && r.effectiveFromMs() <= watermarkMs) {
                    assertThat(actual).as("seed %d, %s", seed, r).isIn(Verdict.KNOWN, Verdict.VOID);
                } else {
                    assertThat(actual).as("seed %d, %s", seed, r).isEqualTo(expected);
                }
                // the watermark of a reader never passes the frontier
                watermarkMs = Math.max(watermarkMs, Math.min(naive.frontierMs, random.nextLong(LAST_MS)));
                book.prune(watermarkMs);
                assertSameAnswers(book, naive, watermarkMs, "seed " + seed);
            }
        }
    }

    @Test
    void pruningLeavesOneEpochOfThePastPerLine() {
        EpochBook book = new EpochBook();
        for (int i = 1; i <= 10; i++) {
            book.add(Epochs.ensemble(i, 10L * i));
        }
        assertThat(book.prune(9)).isEmpty();
        assertThat(book.prune(45))
                .containsExactly(Epochs.ensemble(1, 10), Epochs.ensemble(2, 20), Epochs.ensemble(3, 30));
        assertThat(book.ensembles()).hasSize(7).first().isEqualTo(Epochs.ensemble(4, 40));
        assertThat(book.prune(Long.MAX_VALUE)).hasSize(6);
    }

    @Test
    void narrowedStrategyKeepsItsOldSymbolsUntilALaterOneCoversThem() {
        EpochBook book = new EpochBook();
        book.add(Epochs.strategy("p", 1, 10, "A", "B"));
        book.add(Epochs.strategy("p", 2, 20, "A"));
        book.add(Epochs.strategy("p", 3, 30, "A"));
        assertThat(book.prune(100)).containsExactly(Epochs.strategy("p", 2, 20, "A"));
        assertThat(book.subscribersAt("B", 100)).containsExactly("p");
        assertThat(book.strategyAt("p", 100)).isEqualTo(Epochs.strategy("p", 3, 30, "A"));
        book.add(Epochs.strategy("p", 4, 200, "B", "A"));
        assertThat(book.prune(200)).hasSize(2);
    }

    @Test
    void acceptedRecordsInAnyOrderRestoreTheSameBook() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            NaiveBook naive = new NaiveBook();
            log(random).forEach(naive::add);
            List<ControlRecord> shuffled = new ArrayList<>(naive.accepted);
            shuffled.add(Epochs.frontier(naive.frontierMs));
            Collections.shuffle(shuffled, random);
            EpochBook book = EpochBook.restore(shuffled);
            assertSameAnswers(book, naive, 0, "seed " + seed);
            for (ControlRecord r : log(random)) {
                assertThat(book.add(r)).as("seed %d, %s", seed, r).isEqualTo(naive.add(r));
            }
            assertSameAnswers(book, naive, 0, "seed " + seed);
        }
    }

    /** Few versions and times, so that ties, repeats and records behind the frontier are common. */
    private static List<ControlRecord> log(Random random) {
        List<ControlRecord> log = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            long atMs = random.nextLong(LAST_MS);
            long version = 1L + random.nextInt(5);
            String scope = random.nextBoolean() ? "p" : random.nextBoolean() ? "q" : "*";
            log.add(
                    switch (random.nextInt(11)) {
                        case 0 -> Epochs.ensemble(version, atMs);
                        case 1 -> Epochs.strategy(PORTFOLIOS.get(random.nextInt(2)), version, atMs, symbol(random));
                        case 2 -> Epochs.limits(scope, version, atMs);
                        case 3 -> Epochs.kill(scope, version, atMs);
                        case 4 -> Epochs.resume(scope, version, atMs);
                        case 5 ->
                            ControlRecord.weights(
                                    atMs, Epochs.table(version, random.nextInt(3), random.nextDouble(), .5));
                        case 6 -> random.nextInt(4) > 0 ? ControlRecord.start(atMs) : Epochs.frontier(atMs);
                        case 7 -> Epochs.forceExit(scope, version, atMs, random.nextBoolean() ? null : symbol(random));
                        case 8 -> Epochs.resetDrawdown(scope, version, atMs);
                        default -> log.isEmpty() ? Epochs.frontier(-1) : log.get(random.nextInt(log.size()));
                    });
        }
        return log;
    }

    private static String symbol(Random random) {
        return List.of("A", "B", "*").get(random.nextInt(3));
    }

    private static void assertSameAnswers(EpochBook book, NaiveBook naive, long afterMs, String what) {
        assertThat(book.frontierMs()).as(what).isEqualTo(naive.frontierMs);
        for (long t = afterMs; t <= LAST_MS; t++) {
            String at = what + ", t " + t;
            assertThat(book.ensembleAt(t)).as(at).isEqualTo(naive.at(t, "*", ControlKind.ENSEMBLE));
            for (long v = 0; v < 3; v++) {
                assertThat(book.weightsAt(t, v)).as(at).isEqualTo(naive.weightsAt(t, v));
            }
            for (String p : PORTFOLIOS) {
                assertThat(book.strategyAt(p, t)).as(at).isEqualTo(naive.at(t, p, ControlKind.STRATEGY));
                ControlRecord own = naive.at(t, p, ControlKind.LIMITS);
                assertThat(book.limitsAt(p, t))
                        .as(at)
                        .isEqualTo(own != null ? own : naive.at(t, "*", ControlKind.LIMITS));
                assertThat(book.killedAt(p, t)).as(at).isEqualTo(naive.isKilled(t, p) || naive.isKilled(t, "*"));
            }
            assertThat(book.forcedExitMs("p", "A", t)).as(at).isEqualTo(naive.forced(t));
            ControlRecord own = naive.at(t, "p", ControlKind.RESET_DRAWDOWN);
            ControlRecord all = naive.at(t, "*", ControlKind.RESET_DRAWDOWN);
            assertThat(book.drawdownResetMs("p", t)).as(at).isEqualTo(Math.max(fromMs(own), fromMs(all)));
            assertThat(book.subscribersAt("A", t)).as(at).isEqualTo(naive.subscribers(t, "A"));
        }
    }

    private static long fromMs(@Nullable ControlRecord r) {
        return r == null ? Long.MIN_VALUE : r.effectiveFromMs();
    }

    /** The rules as one would say them, over the list of what was accepted. */
    private static final class NaiveBook {
        final List<ControlRecord> accepted = new ArrayList<>();
        long frontierMs = Long.MIN_VALUE;

        Verdict add(ControlRecord r) {
            if (r.kind() == ControlKind.FRONTIER) {
                boolean further = r.effectiveFromMs() > frontierMs;
                frontierMs = Math.max(frontierMs, r.effectiveFromMs());
                return further ? Verdict.ADDED : Verdict.KNOWN;
            }
            if (!r.kind().isEpoch()) {
                return Verdict.NOT_AN_EPOCH;
            }
            List<ControlRecord> rivals = accepted.stream()
                    .filter(a -> lineOf(a).equals(lineOf(r)))
                    .filter(a -> a.scope().equals(r.scope()) && a.effectiveFromMs() == r.effectiveFromMs())
                    .toList();
            if (!rivals.isEmpty() && rivals.get(rivals.size() - 1).equals(r)) {
                return Verdict.KNOWN;
            }
            if (r.effectiveFromMs() <= frontierMs || rivals.stream().anyMatch(a -> a.version() >= r.version())) {
                return Verdict.VOID;
            }
            accepted.add(r);
            return Verdict.ADDED;
        }

        private static String lineOf(ControlRecord r) {
            String line = r.kind() == ControlKind.RESUME ? "KILL" : r.kind().name();
            return r.symbol() == null ? line : line + r.symbol();
        }

        @Nullable
        ControlRecord at(long tsMs, String scope, ControlKind kind) {
            ControlRecord best = null;
            for (ControlRecord r : accepted) {
                boolean candidate =
                        lineOf(r).equals(kind.name()) && r.scope().equals(scope) && r.effectiveFromMs() <= tsMs;
                if (candidate
                        && (best == null
                                || r.effectiveFromMs() > best.effectiveFromMs()
                                || (r.effectiveFromMs() == best.effectiveFromMs() && r.version() > best.version()))) {
                    best = r;
                }
            }
            return best;
        }

        @Nullable
        EnsembleWeights weightsAt(long tsMs, long ensembleVersion) {
            ControlRecord r = at(tsMs, "*", ControlKind.WEIGHTS);
            WeightsSpec spec = r == null ? null : r.weights();
            return spec == null
                    ? null
                    : spec.table().stream()
                            .filter(w -> w.ensembleVersion() == ensembleVersion)
                            .findFirst()
                            .orElse(null);
        }

        boolean isKilled(long tsMs, String scope) {
            ControlRecord r = at(tsMs, scope, ControlKind.KILL);
            return r != null && r.kind() == ControlKind.KILL;
        }

        long forced(long tsMs) {
            return accepted.stream()
                    .filter(r ->
                            r.kind() == ControlKind.FORCE_EXIT && !r.scope().equals("q"))
                    .filter(r -> r.effectiveFromMs() <= tsMs
                            && (r.symbol() == null || r.symbol().equals("A")))
                    .mapToLong(ControlRecord::effectiveFromMs)
                    .max()
                    .orElse(Long.MIN_VALUE);
        }

        List<String> subscribers(long tsMs, String symbol) {
            TreeSet<String> names = new TreeSet<>();
            for (String p : PORTFOLIOS) {
                for (long t = 0; t <= tsMs; t++) {
                    ControlRecord r = at(t, p, ControlKind.STRATEGY);
                    if (r != null && Objects.requireNonNull(r.strategy()).covers(symbol)) {
                        names.add(p);
                    }
                }
            }
            return List.copyOf(names);
        }
    }
}
