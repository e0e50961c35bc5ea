package io.quorate.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.PredictionStatus;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.PendingLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTrackerTest {

    private static final int SEEDS = 40;

    static List<LabelSpec> labels() {
        return List.of(
                LabelSpec.direction(1),
                LabelSpec.direction(7),
                LabelSpec.tripleBarrier(12, 1.5, 1),
                LabelSpec.tripleBarrier(1, 0.5, 0.5),
                LabelSpec.bigMove(5).withMoveThreshold(0.01));
    }

    @ParameterizedTest
    @MethodSource("labels")
    void creditsAreThoseOfSomebodyWhoSeesTheWholeHistory(LabelSpec label) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            LabelSpec second = labels().get(random.nextInt(labels().size()));
            List<Sample> walk = Predictions.walk("A", random, 120);
            List<Prediction> predictions = Predictions.predictions(walk, label, second, random);
            List<Credit> credits = track(predictions);
            assertThat(credits).as("seed %d, %s, %s", seed, label, second).isEqualTo(naive(predictions));
            assertThat(credits).as("seed %d", seed).hasSizeGreaterThan(30);
        }
    }

    @ParameterizedTest
    @MethodSource("labels")
    void aPrefixOfThePastHasThePrefixOfTheCredits(LabelSpec label) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Prediction> predictions =
                    Predictions.predictions(Predictions.walk("A", random, 100), label, label, random);
            List<Credit> whole = track(predictions);
            int cut = random.nextInt(100);
            long lastMs = predictions.get(cut).tsMs();
            assertThat(track(predictions.subList(0, cut + 1)))
                    .as("seed %d, cut %d", seed, cut)
                    .isEqualTo(
                            whole.stream().filter(c -> c.knownTsMs() <= lastMs).toList());
        }
    }

    @Test
    void aFlatMarketHasNoBarriersAndNothingWaits() {
        OutcomeState state = new OutcomeState();
        LabelSpec label = LabelSpec.tripleBarrier(5, 2, 2);
        for (int i = 0; i < 50; i++) {
            Sample flat = new Sample("A", i, 100, 100, 100, 100, 1, 1, 100);
            OutcomeTracker.step(state, Predictions.of(flat, i, PredictionStatus.OK, label, 1, Predictions.PRIOR), c -> {
                throw new AssertionError("expected no label, was " + c);
            });
        }
        assertThat(state.pending).isEmpty();
    }

    @Test
    void noMoreWaitThanTheHorizon() {
        OutcomeState state = new OutcomeState();
        Random random = new Random(1);
        for (Prediction p : Predictions.predictions(
                Predictions.walk("A", random, 500), LabelSpec.direction(9), LabelSpec.direction(4), random)) {
            OutcomeTracker.step(state, p, c -> {});
            assertThat(state.pending).hasSizeLessThanOrEqualTo(9);
        }
    }

    @Test
    void bothBarriersInOneBarCountAsTheLower() {
        PendingLabel pending = new PendingLabel();
        pending.expirySeq = 5;
        assertThat(LabelRule.arm(pending, LabelSpec.tripleBarrier(5, 2, 1), 100, 0.01))
                .isTrue();
        assertThat(pending.upper).isEqualTo(102);
        assertThat(pending.lower).isEqualTo(99);
        assertThat(LabelRule.label(pending, bar(102, 99), 1)).isZero();
        assertThat(LabelRule.label(pending, bar(102, 99.5), 1)).isOne();
        assertThat(LabelRule.label(pending, bar(101.9, 99.1), 4)).isEqualTo(LabelRule.UNKNOWN);
        assertThat(LabelRule.label(pending, bar(101.9, 99.1), 5)).isZero();
    }

    @Test
    void anUnchangedCloseIsNotUp() {
        PendingLabel pending = new PendingLabel();
        pending.expirySeq = 1;
        LabelRule.arm(pending, LabelSpec.direction(1), 100, Double.NaN);
        assertThat(LabelRule.label(pending, new Sample("A", 0, 100, 101, 99, 100, 1, 1, 100), 1))
                .isZero();
    }

    @Test
    void stateIsSerialisedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(OutcomeState.class);
    }

    private static Sample bar(double high, double low) {
        return new Sample("A", 0, 100, high, low, 100, 1, 1, 100);
    }

    private static List<Credit> track(List<Prediction> predictions) {
        OutcomeState state = new OutcomeState();
        List<Credit> credits = new ArrayList<>();
        predictions.forEach(p -> OutcomeTracker.step(state, p, credits::add));
        return credits;
    }

    /** For every sample in turn, the predictions whose label it decides, found with the whole history at hand. */
    private static List<Credit> naive(List<Prediction> predictions) {
        List<Credit> credits = new ArrayList<>();
        for (int now = 0; now < predictions.size(); now++) {
            for (int i = 0; i < now; i++) {
                Prediction p = predictions.get(i);
                boolean counts = p.status() == PredictionStatus.OK || p.status() == PredictionStatus.DEGRADED;
                int label = counts ? naiveLabelAt(predictions, i, now) : -1;
                if (label >= 0) {
                    credits.add(new Credit(
                            "A",
                            i,
                            p.tsMs(),
                            predictions.get(now).tsMs(),
                            p.ensembleVersion(),
                            label,
                            p.memberProbabilities(),
                            p.memberWeights(),
                            p.features().regime()));
                }
            }
        }
        return credits;
    }

    /** The label of i if it becomes known with the sample {@code now}, else -1. */
    private static int naiveLabelAt(List<Prediction> predictions, int i, int now) {
        LabelSpec label = predictions.get(i).label();
        double close = close(predictions, i);
        int last = i + label.horizonSamples();
        return switch (label.target()) {
            case DIRECTION -> now == last ? (close(predictions, now) > close ? 1 : 0) : -1;
            case VOLATILITY -> {
                double move = Math.abs(StrictMath.log(close(predictions, now) / close));
                yield now == last ? (move > label.moveThreshold() ? 1 : 0) : -1;
            }
            case TRIPLE_BARRIER -> {
                double sigma = naiveSigma(predictions, i);
                if (!(sigma > 0)) {
                    yield -1;
                }
                double upper = close * (1 + label.upperSigmas() * sigma);
                double lower = close * (1 - label.lowerSigmas() * sigma);
                int known = i + 1;
                while (known < last
                        && known < now
                        && low(predictions, known) > lower
                        && high(predictions, known) < upper) {
                    known++;
                }
                if (known != now) {
                    yield -1;
                }
                boolean down = low(predictions, now) <= lower;
                boolean up = !down && high(predictions, now) >= upper;
                yield up ? 1 : down || now == last ? 0 : -1;
            }
        };
    }

    private static double naiveSigma(List<Prediction> predictions, int i) {
        double v = Double.NaN;
        for (int t = 1; t <= i; t++) {
            double r = StrictMath.log(close(predictions, t) / close(predictions, t - 1));
            v = t == 1 ? r * r : .94 * v + .06 * r * r;
        }
        return Math.sqrt(v);
    }

    private static double close(List<Prediction> predictions, int i) {
        return predictions.get(i).features().sample().close();
    }

    private static double low(List<Prediction> predictions, int i) {
        return predictions.get(i).features().sample().low();
    }

    private static double high(List<Prediction> predictions, int i) {
        return predictions.get(i).features().sample().high();
    }
}
