package io.quorate.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.model.Credit;
import io.quorate.schema.state.ScorecardState;
import io.quorate.schema.state.WindowSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.flink.types.PojoTestUtils;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WeightsScorecardTest {

    private static final long WINDOW_MS = 1_000;
    private static final WeightsRule SKILL = new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05);
    private static final WeightsRule ACCURACY = new WeightsRule(WeightsRule.Mode.ACCURACY, 0.95, 0.05);
    private static final Offset<Double> TINY = within(1e-8);

    @Test
    void accuracyModeGivesTheGoldenVector() {
        List<Double> next = ACCURACY.update(boxed(.25, .25, .25, .25), new double[] {.9, .5, .5, .1}, 2);
        assertClose(next, new double[] {.2690476, .25, .25, .2309524}, within(5e-7));
    }

    @Test
    void accuracyIsTheShareOfLabelsOnTheRightSideOfOneHalf() {
        WeightsScorecard card = card(ACCURACY);
        // ten labels: right 9, 5, 5 and 1 times
        for (int i = 0; i < 10; i++) {
            int label = i % 2;
            double right = label == 1 ? .9 : .1;
            double wrong = 1 - right;
            card.add(Predictions.credit(
                    "A",
                    i,
                    10 + i,
                    1,
                    label,
                    i < 9 ? right : wrong,
                    i < 5 ? right : wrong,
                    i < 5 ? wrong : right,
                    i < 1 ? right : wrong));
        }
        assertClose(last(card.closeThrough(WINDOW_MS)), new double[] {.2690476, .25, .25, .2309524}, within(5e-7));
    }

    @Test
    void weightsFollowTheRuleSaidNaively() {
        for (WeightsRule rule : List.of(SKILL, ACCURACY)) {
            for (long seed = 0; seed < 60; seed++) {
                Random random = new Random(seed);
                WeightsScorecard card = card(rule);
                double[] expected = Predictions.PRIOR.clone();
                for (int window = 0; window < 20; window++) {
                    List<Credit> credits = credits(random, window, 1 + random.nextInt(30), 1);
                    credits.forEach(card::add);
                    expected = naive(rule, expected, credits);
                    List<WeightsSpec> closed = card.closeThrough((window + 1) * WINDOW_MS);
                    assertThat(closed).as("seed %d", seed).hasSize(1);
                    assertClose(last(closed), expected, TINY);
                    assertThat(last(closed).stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .isCloseTo(1, TINY);
                }
            }
        }
    }

    @Test
    void theOrderOfCreditsDoesNotMatter() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Credit> credits = new ArrayList<>();
            for (int window = 0; window < 5; window++) {
                for (long version = 1; version <= 3; version++) {
                    for (Credit c : credits(random, window, random.nextInt(20), version)) {
                        credits.add(startingFrom(random.nextDouble(), c));
                    }
                }
            }
            WeightsScorecard card = card(SKILL);
            credits.forEach(card::add);
            List<WeightsSpec> expected = card.closeThrough(Long.MAX_VALUE);
            for (int i = 0; i < 5; i++) {
                Collections.shuffle(credits, random);
                WeightsScorecard shuffled = card(SKILL);
                credits.forEach(shuffled::add);
                assertThat(shuffled.closeThrough(Long.MAX_VALUE))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void closingWindowByWindowIsClosingAllAtOnce() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            WeightsScorecard early = card(SKILL);
            WeightsScorecard late = card(SKILL);
            List<WeightsSpec> closed = new ArrayList<>();
            for (int window = -3; window < 12; window++) {
                for (Credit c : credits(random, window, random.nextInt(6), 1 + window / 4)) {
                    early.add(c);
                    late.add(c);
                }
                closed.addAll(early.closeThrough((window + 1) * WINDOW_MS - 1));
                closed.addAll(early.closeThrough((window + 1) * WINDOW_MS));
                assertThat(early.state().open).isEmpty();
            }
            assertThat(closed).as("seed %d", seed).isEqualTo(late.closeThrough(Long.MAX_VALUE));
        }
    }

    @Test
    void aMemberThatDoesNotAnswerIsSkipped() {
        WeightsScorecard card = card(SKILL);
        card.add(Predictions.credit("A", 1, 10, 1, 1, .9, .8, Double.NaN, .2));
        card.add(Predictions.credit("A", 2, 11, 1, 0, .1, .2, Double.NaN, .8));
        List<Double> w = last(card.closeThrough(WINDOW_MS));
        // it keeps its share before normalisation, though the others gave up five percent for the skilled two
        double sum = .95 * .75 + .05 + .25;
        assertThat(w.get(2)).isCloseTo(.25 / sum, TINY);
        assertThat(w.get(3)).isCloseTo(.95 * .25 / sum, TINY);
    }

    @Test
    void labelsThatAreAllTheSameTeachNothing() {
        WeightsScorecard card = card(SKILL);
        for (int i = 0; i < 5; i++) {
            card.add(Predictions.credit("A", i, 10 + i, 1, 1, .9, .8, .5, .2));
        }
        List<WeightsSpec> closed = card.closeThrough(WINDOW_MS);
        assertThat(closed)
                .containsExactly(new WeightsSpec(0, List.of(new EnsembleWeights(1, -1, boxed(Predictions.PRIOR)))));
    }

    @Test
    void aMemberTurnedToNoiseHalvesInAboutFourteenUpdates() {
        Random random = new Random(3);
        WeightsScorecard card = card(SKILL);
        int updates = 0;
        for (double weight = .25; weight > .125; updates++) {
            for (int i = 0; i < 200; i++) {
                int label = random.nextInt(2);
                double good = label == 1 ? .7 : .3;
                card.add(Predictions.credit(
                        "A", i, updates * WINDOW_MS + i, 1, label, good, good, good, random.nextDouble()));
            }
            weight = last(card.closeThrough((updates + 1) * WINDOW_MS)).get(3);
        }
        assertThat(updates).isEqualTo(14);
    }

    @Test
    void aNewEnsembleStartsFromTheWeightsInForceAtItsFirstPrediction() {
        WeightsScorecard card = card(SKILL);
        double[] p = {.9, .5, .5, .5};
        double[] later = {.7, .1, .1, .1};
        card.add(new Credit("B", 1, 20, 300, 7, 1, p, later));
        card.add(new Credit("B", 9, 10, 310, 7, 0, p, later));
        card.add(new Credit("A", 9, 10, 320, 7, 1, p, new double[] {.4, .2, .2, .2}));
        List<Double> w = last(card.closeThrough(WINDOW_MS));
        assertThat(w.get(1)).isEqualTo(w.get(2)).isCloseTo(w.get(3), TINY);
        assertThat(w.get(0)).isBetween(.39, .44);
    }

    @Test
    void theEnsembleThatChangedLongestAgoIsForgottenFirst() {
        WeightsScorecard card = card(SKILL);
        Random random = new Random(5);
        int most = WeightsScorecard.MAX_ENSEMBLES;
        for (int version = 1; version <= most; version++) {
            credits(random, version, 50, version).forEach(card::add);
        }
        // version 1 learns once more
        credits(random, most + 1, 50, 1).forEach(card::add);
        card.closeThrough(Long.MAX_VALUE);
        credits(random, most + 2, 50, most + 1).forEach(card::add);
        List<WeightsSpec> closed = card.closeThrough(Long.MAX_VALUE);
        assertThat(closed.get(0).table())
                .extracting(EnsembleWeights::ensembleVersion)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, most + 1)
                        .filter(v -> v != 2)
                        .mapToObj(v -> (long) v)
                        .toList());
    }

    @Test
    void aWindowTakesOneRowWhateverItsTraffic() {
        WeightsScorecard card = card(SKILL);
        for (int i = 0; i < 10_000; i++) {
            card.add(Predictions.credit("A", i, i % WINDOW_MS, 1, i % 2, 1, 0, 1, 0));
        }
        assertThat(card.state().open).hasSize(1);
        WindowSums sums = card.state().open.get(0);
        assertThat(sums.count).isEqualTo(10_000);
        assertThat(sums.squaredError[0]).isEqualTo(5_000L << 30);
    }

    @Test
    void stateIsSerialisedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ScorecardState.class);
    }

    private static double[] naive(WeightsRule rule, double[] before, List<Credit> credits) {
        double[] score = new double[4];
        double q = credits.stream().mapToInt(Credit::label).average().orElseThrow();
        double base = q * (1 - q);
        for (int m = 0; m < 4; m++) {
            int member = m;
            List<Credit> answered = credits.stream()
                    .filter(c -> !Double.isNaN(c.memberProbabilities()[member]))
                    .toList();
            if (answered.isEmpty()) {
                score[m] = Double.NaN;
            } else if (rule.mode() == WeightsRule.Mode.ACCURACY) {
                score[m] = answered.stream()
                        .mapToInt(c -> (c.memberProbabilities()[member] > .5 ? 1 : 0) == c.label() ? 1 : 0)
                        .average()
                        .orElseThrow();
            } else {
                double brier = answered.stream()
                        .mapToDouble(c -> Math.pow(c.memberProbabilities()[member] - c.label(), 2))
                        .average()
                        .orElseThrow();
                score[m] = base == 0 ? 0 : Math.max(0, 1 - brier / base);
            }
        }
        double total = Arrays.stream(score).filter(s -> !Double.isNaN(s)).sum();
        if (total == 0) {
            return before;
        }
        double[] next = new double[4];
        for (int m = 0; m < 4; m++) {
            double target = rule.mode() == WeightsRule.Mode.SKILL ? score[m] / total : score[m];
            next[m] = Math.max(.05, Double.isNaN(score[m]) ? before[m] : .95 * before[m] + .05 * target);
        }
        double sum = DoubleStream.of(next).sum();
        return DoubleStream.of(next).map(w -> w / sum).toArray();
    }

    private static List<Credit> credits(Random random, int window, int n, long version) {
        List<Credit> credits = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int label = random.nextInt(2);
            double[] p = new double[4];
            for (int m = 0; m < 4; m++) {
                double good = label == 1 ? .6 + .1 * m : .4 - .1 * m;
                p[m] = random.nextInt(8) == 0 ? Double.NaN : random.nextInt(3) == 0 ? random.nextDouble() : good;
            }
            long knownTsMs = window * WINDOW_MS + random.nextLong(WINDOW_MS);
            credits.add(Predictions.credit("S" + random.nextInt(3), i, knownTsMs, version, label, p));
        }
        return credits;
    }

    private static Credit startingFrom(double weight, Credit c) {
        double rest = (1 - weight) / 3;
        return new Credit(
                c.symbol(),
                c.seq(),
                c.predictedTsMs() / 500,
                c.knownTsMs(),
                c.ensembleVersion(),
                c.label(),
                c.memberProbabilities(),
                new double[] {weight, rest, rest, rest});
    }

    private static WeightsScorecard card(WeightsRule rule) {
        return new WeightsScorecard(WINDOW_MS, rule, new ScorecardState());
    }

    private static List<Double> last(List<WeightsSpec> closed) {
        List<EnsembleWeights> table = closed.get(closed.size() - 1).table();
        return table.get(table.size() - 1).weights();
    }

    private static List<Double> boxed(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    private static void assertClose(List<Double> actual, double[] expected, Offset<Double> offset) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).as("weight %d of %s", i, actual).isCloseTo(expected[i], offset);
        }
    }
}
