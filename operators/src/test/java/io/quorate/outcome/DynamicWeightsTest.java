package io.quorate.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.RegimeWeights;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.ScorecardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DynamicWeightsTest {

    private static final long WINDOW_MS = 1_000;
    private static final WeightsRule SKILL = new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05);
    private static final WeightsRule BY_REGIME = new WeightsRule(WeightsRule.Mode.SKILL, 0.95, 0.05, true);

    @Test
    void aMemberTurnedToNoiseHalvesItsWeightWithinTwentyUpdates() {
        for (long seed = 0; seed < 40; seed++) {
            List<double[]> weights = NoisyMember.weights(SKILL, seed);
            assertThat(NoisyMember.halfLife(weights)).as("seed %d", seed).isBetween(14, 20);
            double last = weights.get(weights.size() - 1)[NoisyMember.NOISY];
            assertThat(last).as("floor, seed %d", seed).isBetween(0.045, 0.06);
        }
    }

    /** Weights in force at t are of windows that ended before; what comes later must not be in them. */
    @Test
    void weightsOfThePastDoNotDependOnTheFuture() {
        int moved = 0;
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            LabelSpec label = seed % 2 == 0 ? LabelSpec.direction(7) : LabelSpec.tripleBarrier(7, 1, 1);
            List<Sample> walk = Predictions.walk("A", random, 200);
            int cut = 20 + random.nextInt(160);
            List<Sample> other = new ArrayList<>(walk.subList(0, cut));
            for (Sample s : Predictions.walk("A", new Random(~seed), 200).subList(cut, 200)) {
                other.add(s);
            }
            long endMs = walk.get(cut - 1).tsMs() + 1;
            List<WeightsSpec> past = weights(walk, 200, label, seed, endMs);
            assertThat(past).as("seed %d", seed).isEqualTo(weights(other, 200, label, seed, endMs));
            assertThat(past).isEqualTo(weights(walk, cut, label, seed, endMs));
            moved += past.stream().anyMatch(s -> s.table().stream().anyMatch(row -> row.sinceWindow() >= 0)) ? 1 : 0;
        }
        assertThat(moved).as("runs whose weights moved").isGreaterThan(30);
    }

    private static List<WeightsSpec> weights(List<Sample> walk, int samples, LabelSpec label, long seed, long endMs) {
        OutcomeState state = new OutcomeState();
        WeightsScorecard card = new WeightsScorecard(20 * WINDOW_MS, BY_REGIME, new ScorecardState());
        Random random = new Random(seed);
        for (Prediction p : Predictions.predictions(walk, label, label, random).subList(0, samples)) {
            OutcomeTracker.step(state, p, credit -> {
                assertThat(credit.knownTsMs()).isGreaterThan(credit.predictedTsMs());
                card.add(credit);
            });
        }
        return card.closeThrough(endMs);
    }

    @Test
    void withoutRegimesTheTableIsWhatItWas() {
        for (long seed = 0; seed < 20; seed++) {
            List<Credit> credits = credits(seed);
            for (WeightsSpec spec : closed(SKILL, credits)) {
                assertThat(spec.table())
                        .allSatisfy(row -> assertThat(row.regimes()).isNull());
            }
        }
    }

    /** The rows of all samples do not notice that regimes are told apart, and each regime is a scorecard of its own. */
    @Test
    void aRegimeLearnsFromItsOwnCreditsAlone() {
        for (long seed = 0; seed < 30; seed++) {
            List<Credit> credits = credits(seed);
            List<WeightsSpec> plain = closed(SKILL, credits);
            List<WeightsSpec> apart = closed(BY_REGIME, credits);
            assertThat(apart.stream().map(DynamicWeightsTest::withoutRegimes)).isEqualTo(plain);
            EnsembleWeights end = apart.get(apart.size() - 1).table().get(0);
            for (VolatilityRegime regime : VolatilityRegime.values()) {
                List<Credit> own =
                        credits.stream().filter(c -> c.regime() == regime).toList();
                RegimeWeights row = end.in(regime);
                if (regime == VolatilityRegime.UNKNOWN || own.isEmpty()) {
                    assertThat(row).isNull();
                    continue;
                }
                assertThat(row).as("%s seed %d", regime, seed).isNotNull();
                List<Double> start = before(plain, own.get(0).knownTsMs() / WINDOW_MS);
                assertThat(Objects.requireNonNull(row).weights())
                        .as("%s seed %d", regime, seed)
                        .isEqualTo(alone(own, start));
            }
        }
    }

    @Test
    void theOrderOfCreditsDoesNotMatterToRegimes() {
        for (long seed = 0; seed < 30; seed++) {
            List<Credit> credits = credits(seed);
            List<WeightsSpec> expected = closed(BY_REGIME, credits);
            List<Credit> shuffled = new ArrayList<>(credits);
            Collections.shuffle(shuffled, new Random(seed));
            WeightsScorecard card = new WeightsScorecard(WINDOW_MS, BY_REGIME, new ScorecardState());
            shuffled.forEach(card::add);
            assertThat(card.closeThrough(Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static List<Double> alone(List<Credit> credits, List<Double> start) {
        double[] prior = start.stream().mapToDouble(Double::doubleValue).toArray();
        WeightsScorecard card = new WeightsScorecard(WINDOW_MS, SKILL, new ScorecardState());
        for (Credit c : credits) {
            card.add(new Credit(
                    c.symbol(),
                    c.seq(),
                    c.predictedTsMs(),
                    c.knownTsMs(),
                    c.ensembleVersion(),
                    c.label(),
                    c.memberProbabilities(),
                    prior));
        }
        List<WeightsSpec> closed = card.closeThrough(Long.MAX_VALUE);
        return closed.get(closed.size() - 1).table().get(0).weights();
    }

    /** Weights of all samples before a window. */
    private static List<Double> before(List<WeightsSpec> specs, long window) {
        List<Double> weights = Arrays.stream(Predictions.PRIOR).boxed().toList();
        for (WeightsSpec spec : specs) {
            weights = spec.window() < window ? spec.table().get(0).weights() : weights;
        }
        return weights;
    }

    private static WeightsSpec withoutRegimes(WeightsSpec spec) {
        return new WeightsSpec(
                spec.window(),
                spec.table().stream()
                        .map(r -> new EnsembleWeights(r.ensembleVersion(), r.sinceWindow(), r.weights()))
                        .toList());
    }

    private static List<WeightsSpec> closed(WeightsRule rule, List<Credit> credits) {
        WeightsScorecard card = new WeightsScorecard(WINDOW_MS, rule, new ScorecardState());
        List<WeightsSpec> closed = new ArrayList<>();
        for (Credit c : credits) {
            closed.addAll(card.closeThrough(c.knownTsMs() / WINDOW_MS * WINDOW_MS));
            card.add(c);
        }
        closed.addAll(card.closeThrough(Long.MAX_VALUE));
        return closed;
    }

    /** Credits of one ensemble by rising time; in one regime a member is right that is wrong in the other. */
    private static List<Credit> credits(long seed) {
        Random random = new Random(seed);
        List<Credit> credits = new ArrayList<>();
        VolatilityRegime[] regimes = VolatilityRegime.values();
        for (int i = 0; i < 300; i++) {
            VolatilityRegime regime = regimes[random.nextInt(i < 100 ? 2 : 4)];
            int label = random.nextInt(2);
            double right = label == 1 ? 0.8 : 0.2;
            boolean high = regime == VolatilityRegime.HIGH;
            double[] p = {high ? right : 1 - right, high ? 1 - right : right, random.nextDouble(), Double.NaN};
            credits.add(new Credit("A", i, 30L * i, 30L * i + 100, 1, label, p, Predictions.PRIOR.clone(), regime));
        }
        return credits;
    }
}
