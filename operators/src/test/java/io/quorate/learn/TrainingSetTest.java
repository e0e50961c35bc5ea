package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingSetTest {
    private static final SplitOptions THIRDS = new SplitOptions(0.5, 0.25, 180_000);

    @Test
    void directionIsTheCloseAfterTheHorizon() {
        TrainingSet set = set(LabelSpec.direction(2), bars(10, 11, 9, 11, 9, 12, 8));
        assertThat(labels(set)).containsExactly(0, 0, 0, 1, 0);
        assertThat(set.labelKnownMs(0)).isEqualTo(set.tsMs(2));
    }

    @Test
    void barriersTouchedTogetherCountAsTheLower() {
        double[][] bars = {
            {100, 100, 100},
            {101, 101, 101},
            {101, 101, 101},
            {101, 200, 101},
            {101, 200, 50},
            {101, 101, 50},
            {101, 101, 101},
            {101, 101, 101}
        };
        TrainingSet set = set(LabelSpec.tripleBarrier(2, 1, 1), samples(bars));
        assertThat(labels(set)).as("up later, up first, both, down, down").containsExactly(1, 1, 0, 0, 0);
        assertThat(set.tsMs(0)).as("no sigma before the second close").isEqualTo(120_000);
    }

    @Test
    void aBarrierOutsideTheHorizonIsNotSeen() {
        double[][] bars = {{100, 100, 100}, {101, 101, 101}, {101, 101, 101}, {101, 101, 101}, {101, 200, 101}};
        assertThat(labels(set(LabelSpec.tripleBarrier(2, 1, 1), samples(bars)))).containsExactly(0, 1);
        assertThat(labels(set(LabelSpec.tripleBarrier(3, 1, 1), samples(bars)))).containsExactly(1);
    }

    @Test
    void bigMovesExceedTheMedianOfTheTrainingRowsOnly() {
        List<FeatureVector> history = SyntheticHistory.vectors("A", 400, 5);
        TrainingSet set = new TrainingSetBuilder(
                        SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.bigMove(3), THIRDS)
                .add(history)
                .build();
        int[] train = set.rows(Split.TRAIN);
        double[] moves = Arrays.stream(train)
                .mapToDouble(row ->
                        Math.abs(StrictMath.log(history.get(row + 3).sample().close()
                                / history.get(row).sample().close())))
                .sorted()
                .toArray();
        double median = (moves[(moves.length - 1) / 2] + moves[moves.length / 2]) / 2;
        assertThat(set.label().moveThreshold()).isEqualTo(median).isPositive();
        int positives = Arrays.stream(train).map(set::label).sum();
        assertThat(positives).isEqualTo(train.length / 2);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void noLabelReachesIntoTheNextSplit(Target target) {
        LabelSpec label =
                target == Target.TRIPLE_BARRIER ? LabelSpec.tripleBarrier(7, 2, 2) : new LabelSpec(target, 7, 0, 0, 0);
        TrainingSet set = new TrainingSetBuilder(SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, label, THIRDS)
                .add(SyntheticHistory.vectors("B", 300, 1))
                .add(SyntheticHistory.vectors("A", 400, 2))
                .build();
        long calibrationFrom = set.tsMs(set.rows(Split.CALIBRATION)[0]);
        long testFrom = set.tsMs(set.rows(Split.TEST)[0]);
        long purged = set.rows(Split.PURGED).length;
        assertThat(purged).isGreaterThan(2 * 7);
        for (int row = 0; row < set.rows(); row++) {
            long embargoMs = THIRDS.embargoMs();
            if (set.split(row) == Split.TRAIN) {
                assertThat(set.labelKnownMs(row)).isLessThan(calibrationFrom - embargoMs);
            } else if (set.split(row) == Split.CALIBRATION) {
                assertThat(set.labelKnownMs(row)).isLessThan(testFrom - embargoMs);
            } else if (set.split(row) == Split.TEST) {
                assertThat(set.tsMs(row)).isGreaterThanOrEqualTo(testFrom);
            }
        }
    }

    @Test
    void rowsAreOrderedByTimeThenSymbolWhateverTheOrderOfSymbols() {
        TrainingSet ab = twoSymbols("A", "B");
        TrainingSet ba = twoSymbols("B", "A");
        assertThat(ab.sha256()).isEqualTo(ba.sha256());
        assertThat(ab.symbol(0)).isEqualTo("A");
        assertThat(ab.symbol(1)).isEqualTo("B");
        assertThat(ab.tsMs(0)).isEqualTo(ab.tsMs(1));
    }

    @Test
    void labelsOfOneSymbolDoNotLookAtAnother() {
        TrainingSet alone = new TrainingSetBuilder(
                        SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.tripleBarrier(5, 2, 2), THIRDS)
                .add(SyntheticHistory.vectors("A", 200, 1))
                .build();
        TrainingSet both = new TrainingSetBuilder(
                        SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.tripleBarrier(5, 2, 2), THIRDS)
                .add(SyntheticHistory.vectors("A", 200, 1))
                .add(SyntheticHistory.vectors("Z", 200, 9))
                .build();
        int[] labels = IntStream.range(0, both.rows())
                .filter(row -> both.symbol(row).equals("A"))
                .map(both::label)
                .toArray();
        assertThat(labels).isEqualTo(labels(alone));
    }

    @Test
    void everyChangeOfTheDataChangesItsDigest() {
        List<TrainingRow> rows = new ArrayList<>();
        rows.add(new TrainingRow("A", 1, 2, new double[] {1, Double.NaN}, 1, Split.TRAIN));
        String digest = digest(rows);
        assertThat(digest).isEqualTo(digest(rows));
        for (TrainingRow other : List.of(
                new TrainingRow("B", 1, 2, new double[] {1, Double.NaN}, 1, Split.TRAIN),
                new TrainingRow("A", 0, 2, new double[] {1, Double.NaN}, 1, Split.TRAIN),
                new TrainingRow("A", 1, 3, new double[] {1, Double.NaN}, 1, Split.TRAIN),
                new TrainingRow("A", 1, 2, new double[] {1, 0}, 1, Split.TRAIN),
                new TrainingRow("A", 1, 2, new double[] {1, Double.NaN}, 0, Split.TRAIN),
                new TrainingRow("A", 1, 2, new double[] {1, Double.NaN}, 1, Split.TEST))) {
            assertThat(digest(List.of(other))).isNotEqualTo(digest);
        }
    }

    @Test
    void infiniteFeaturesCountAsMissing() {
        TrainingRow row = new TrainingRow("A", 1, 2, new double[] {1e300, Double.NEGATIVE_INFINITY}, 1, Split.TRAIN);
        TrainingSet set = new TrainingSet("l", List.of("a", "b"), LabelSpec.direction(1), List.of(row));
        assertThat(set.features(0)).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void wrongInputIsRefused() {
        TrainingSetBuilder builder =
                new TrainingSetBuilder(SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.direction(5), THIRDS);
        List<FeatureVector> history = SyntheticHistory.vectors("A", 5, 1);
        builder.add(history.get(0)).add(history.get(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(history.get(3)))
                .withMessageContaining("expected sequence 52 of A");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("expected more than 5 samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TrainingSetBuilder("other", List.of(), LabelSpec.direction(1), THIRDS).add(history.get(0)))
                .withMessageContaining("expected layout other, was synthetic-1");
        assertThatIllegalArgumentException().isThrownBy(() -> new SplitOptions(0.9, 0.2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSpec.tripleBarrier(5, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> LabelSpec.direction(0));
    }

    private static TrainingSet twoSymbols(String first, String second) {
        return new TrainingSetBuilder(SyntheticHistory.LAYOUT, SyntheticHistory.NAMES, LabelSpec.direction(3), THIRDS)
                .add(SyntheticHistory.vectors(first, 50, first.hashCode()))
                .add(SyntheticHistory.vectors(second, 50, second.hashCode()))
                .build();
    }

    private static String digest(List<TrainingRow> rows) {
        return new TrainingSet("l", List.of("a", "b"), LabelSpec.direction(1), rows).sha256();
    }

    private static int[] labels(TrainingSet set) {
        int[] labels = new int[set.rows()];
        Arrays.setAll(labels, set::label);
        return labels;
    }

    private static TrainingSet set(LabelSpec label, List<FeatureVector> history) {
        return new TrainingSetBuilder("bars", List.of("f"), label, SplitOptions.DEFAULT)
                .add(history)
                .build();
    }

    private static List<FeatureVector> bars(double... closes) {
        return samples(
                Arrays.stream(closes).mapToObj(c -> new double[] {c, c, c}).toArray(double[][]::new));
    }

    /** Close, high, low. */
    private static List<FeatureVector> samples(double[][] bars) {
        List<FeatureVector> vectors = new ArrayList<>();
        for (double[] bar : bars) {
            int i = vectors.size();
            Sample sample = new Sample("A", 60_000L * (i + 1), bar[0], bar[1], bar[2], bar[0], 1, 1, bar[0]);
            vectors.add(new FeatureVector(sample, i, "bars", new double[] {i}, VolatilityRegime.NORMAL, 0.01));
        }
        return vectors;
    }
}
