package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.learn.WalkForward.Kind;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.LabelSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

    @Test
    void testSpansCoverTheTimeAfterTheFirstTrainingWithoutGapOrOverlap() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            WalkForward walk = walk(random);
            long fromMs = random.nextInt(1_000_000);
            long toMs = fromMs + 1 + random.nextInt(20_000);
            List<Fold> folds = walk.folds(fromMs, toMs);
            if (toMs - fromMs <= walk.trainMs()) {
                assertThat(folds).as("seed %d", seed).isEmpty();
                continue;
            }
            long nextMs = fromMs + walk.trainMs();
            for (Fold fold : folds) {
                assertThat(fold.testFromMs()).as("seed %d", seed).isEqualTo(nextMs);
                assertThat(fold.testToMs() - fold.testFromMs()).isBetween(1L, walk.testMs());
                nextMs = fold.testToMs();
            }
            assertThat(nextMs).as("seed %d", seed).isEqualTo(toMs);
        }
    }

    @Test
    void trainingSpansEndAnEmbargoBeforeTheirTestAndRollOrExpand() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            WalkForward walk = walk(random);
            long fromMs = random.nextInt(1_000_000);
            List<Fold> folds = walk.folds(fromMs, fromMs + walk.trainMs() + 1 + random.nextInt(20_000));
            for (Fold fold : folds) {
                assertThat(fold.testFromMs() - fold.trainToMs())
                        .as("seed %d", seed)
                        .isEqualTo(walk.embargoMs());
                assertThat(fold.trainFromMs())
                        .as("seed %d", seed)
                        .isEqualTo(walk.kind() == Kind.EXPANDING ? fromMs : fold.testFromMs() - walk.trainMs());
            }
        }
    }

    @Test
    void noLabelSpanOfATrainingRowMeetsATestSpanOrTheEmbargo() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int horizon = 1 + random.nextInt(40);
            List<FeatureVector> one = SyntheticHistory.vectors("A", 400, seed);
            List<FeatureVector> two = SyntheticHistory.vectors("B", 300, seed + 1000);
            LabelledHistory history = LabelledHistory.of(
                    SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.direction(horizon), List.of(one, two));
            long minuteMs = 60_000;
            WalkForward walk = new WalkForward(
                    seed % 2 == 0 ? Kind.ROLLING : Kind.EXPANDING,
                    150 * minuteMs,
                    40 * minuteMs,
                    random.nextInt(20) * minuteMs);
            List<Fold> folds = walk.folds(0, 401 * minuteMs);
            assertThat(folds).hasSizeGreaterThan(5);
            for (Fold fold : folds) {
                TrainingSet set = history.before(fold, 0.25, walk.embargoMs());
                long firstCalibrationMs = set.tsMs(set.rows(Split.CALIBRATION)[0]);
                assertThat(set.rows(Split.TEST)).isEmpty();
                for (int row = 0; row < set.rows(); row++) {
                    assertThat(set.tsMs(row)).as("seed %d", seed).isGreaterThanOrEqualTo(fold.trainFromMs());
                    assertThat(set.labelKnownMs(row))
                            .as("seed %d", seed)
                            .isLessThan(fold.testFromMs() - walk.embargoMs())
                            .isEqualTo(set.tsMs(row) + horizon * minuteMs);
                    if (set.split(row) == Split.TRAIN) {
                        assertThat(set.labelKnownMs(row)).as("seed %d", seed).isLessThan(firstCalibrationMs);
                    }
                }
            }
        }
    }

    @Test
    void theSetOfAFoldDoesNotChangeWithWhatComesAfterIt() {
        Fold fold = new Fold(0, 200 * 60_000L, 200 * 60_000L, 300 * 60_000L);
        for (LabelSpec label :
                List.of(LabelSpec.direction(5), LabelSpec.bigMove(3), LabelSpec.tripleBarrier(7, 1, 1))) {
            List<FeatureVector> whole = SyntheticHistory.vectors("A", 600, 3);
            String cut = set(whole.subList(0, 260), label, fold).sha256();
            assertThat(set(whole, label, fold).sha256()).isEqualTo(cut);
        }
    }

    @Test
    void aFoldWithoutRowsSaysSo() {
        LabelledHistory history = LabelledHistory.of(
                SyntheticHistory.LAYOUT,
                SyntheticHistory.NAMES,
                LabelSpec.direction(1),
                List.of(SyntheticHistory.vectors("A", 100, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.before(new Fold(0, 1, 1, 2), 0.25, 0))
                .withMessageContaining("expected rows to learn from in 0..1, was none of 99");
    }

    @Test
    void spansThatMakeNoFoldsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForward(Kind.ROLLING, 0, 1, 0))
                .withMessage("training span: expected > 0 ms, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForward(Kind.ROLLING, 10, 0, 0))
                .withMessage("test span: expected > 0 ms, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForward(Kind.ROLLING, 10, 1, 10))
                .withMessageContaining("embargo: expected 0 ms or more and less than the training span of 10, was 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForward(Kind.ROLLING, 10, 1, 0).folds(0, 1_000_000))
                .withMessageContaining("expected at most 10000 folds");
    }

    private static TrainingSet set(List<FeatureVector> vectors, LabelSpec label, Fold fold) {
        return LabelledHistory.of(SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, label, List.of(vectors))
                .before(fold, 0.25, 0);
    }

    private static WalkForward walk(Random random) {
        long trainMs = 1L + random.nextInt(10_000);
        return new WalkForward(
                random.nextBoolean() ? Kind.ROLLING : Kind.EXPANDING,
                trainMs,
                5 + random.nextInt(3_000),
                random.nextInt((int) Math.min(trainMs, 500)));
    }
}
