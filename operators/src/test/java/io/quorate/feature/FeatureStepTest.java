package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureStepTest {

    private static final int[][] WINDOW_LISTS = {{5, 10, 20, 50}, {4}, {2, 3}, {7, 14, 33}, {20}};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20260101})
    void everyColumnEqualsItsDefinition(long seed) {
        for (int[] windows : WINDOW_LISTS) {
            FeatureLayout layout = FeatureLayout.standard(windows);
            List<Sample> walk = Walks.mixed("X", seed, 420);
            FeatureOracle oracle = new FeatureOracle(walk);
            List<double[]> rows = rawRows(layout, walk);
            for (int t = 0; t < walk.size(); t += t < 110 ? 1 : 13) {
                for (int i = 0; i < layout.regimeBase(); i++) {
                    String column = layout.rawNames().get(i);
                    double expected = oracle.value(column, t);
                    assertThat(ColumnEquality.same(
                                    column,
                                    rows.get(t)[i],
                                    expected,
                                    walk.get(t).close()))
                            .as("seed %d, %s at %d: expected %s, was %s", seed, column, t, expected, rows.get(t)[i])
                            .isTrue();
                }
            }
        }
    }

    @Test
    void goldenVolatilitiesOfTheDefinitions() {
        List<Sample> bars = List.of(
                Walks.bar(100, 102, 99, 101),
                Walks.bar(101.5, 103, 100.5, 100.8),
                Walks.bar(100.2, 101, 98, 98.5),
                Walks.bar(98.9, 100.4, 98.2, 100.1),
                Walks.bar(100.1, 104, 100, 103.6),
                Walks.bar(104, 104.5, 101.9, 102.2));
        FeatureLayout layout = FeatureLayout.standard(5);
        double[] last = rawRows(layout, bars).get(5);
        assertThat(square(last, layout, "ccvol_5")).isCloseTo(5.336700007e-4, within());
        assertThat(square(last, layout, "park_5")).isCloseTo(3.012996110e-4, within());
        assertThat(square(last, layout, "gk_5")).isCloseTo(2.653266097e-4, within());
        assertThat(square(last, layout, "rs_5")).isCloseTo(2.378117409e-4, within());
        assertThat(square(last, layout, "yz_5")).isCloseTo(2.886830897e-4, within());
        assertThat(last[layout.rawIndexOf("rv_5")]).isCloseTo(2.1625807e-3, Offset.offset(5e-11));
        assertThat(last[layout.rawIndexOf("bv_5")]).isCloseTo(2.8255425e-3, Offset.offset(5e-11));
    }

    @Test
    void nothingIsEmittedUntilEveryColumnIsWarm() {
        FeatureLayout layout = FeatureLayout.standard(5, 10);
        List<FeatureVector> vectors = vectors(layout, Walks.mixed("X", 7, 60));
        assertThat(layout.warmUpSamples()).isEqualTo(20);
        assertThat(vectors).hasSize(41);
        assertThat(vectors.get(0).seq()).isEqualTo(19);
        assertThat(vectors.get(40).seq()).isEqualTo(59);
    }

    @Test
    void theFutureLeavesThePastByteEqual() {
        FeatureLayout layout = FeatureLayout.standard();
        List<Sample> walk = Walks.mixed("X", 11, 400);
        List<Sample> otherFuture = new ArrayList<>(walk.subList(0, 300));
        otherFuture.addAll(Walks.mixed("X", 12, 100));
        assertThat(vectors(layout, walk.subList(0, 300)))
                .isEqualTo(vectors(layout, walk).subList(0, 201))
                .isEqualTo(vectors(layout, otherFuture).subList(0, 201));
    }

    @Test
    void modelValuesOfPriceColumnsAreFractionsOfTheClose() {
        FeatureLayout layout = FeatureLayout.standard(5);
        List<Sample> walk = Walks.mixed("X", 5, 30);
        double[] raw = rawRows(layout, walk).get(29);
        FeatureVector last = vectors(layout, walk).get(15);
        double close = walk.get(29).close();
        assertThat(last.layoutId()).isEqualTo(layout.id());
        assertThat(last.values()).hasSize(layout.size());
        assertThat(last.values()[layout.indexOf("atr_5_rel")]).isEqualTo(raw[layout.rawIndexOf("atr_5")] / close);
        assertThat(last.values()[layout.indexOf("rsi_14")]).isEqualTo(raw[layout.rawIndexOf("rsi_14")]);
    }

    @Test
    void atrFractionIsThatOfTwentySamplesWhateverTheWindows() {
        List<Sample> walk = Walks.mixed("X", 5, 300);
        List<FeatureVector> with = vectors(FeatureLayout.standard(5, 20), walk);
        List<FeatureVector> without = vectors(FeatureLayout.standard(5), walk);
        FeatureVector last = with.get(with.size() - 1);
        assertThat(last.atrFraction())
                .isEqualTo(last.values()[FeatureLayout.standard(5, 20).indexOf("atr_20_rel")])
                .isEqualTo(without.get(without.size() - 1).atrFraction());
        assertThat(last.regime()).isEqualTo(without.get(without.size() - 1).regime());
        assertThat(without.get(0).atrFraction()).isNaN();
    }

    @Test
    void singleTradesAtOnePriceGiveFiniteOrUndefinedColumns() {
        FeatureLayout layout = FeatureLayout.standard();
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        double[] raw = new double[layout.rawSize()];
        for (int t = 0; t < 200; t++) {
            step.step(state, Walks.trade("X", t, 800.1, 1), raw);
        }
        for (int i = 0; i < raw.length; i++) {
            String column = layout.rawNames().get(i);
            if (column.matches("(z|skew|kurt|rskew|rkurt|pctb1?|r2|volz)_\\d+")) {
                assertThat(raw[i]).as(column).isNaN();
            } else {
                assertThat(raw[i]).as(column).isFinite();
            }
        }
        assertThat(raw[layout.rawIndexOf("std_50")]).isZero();
        assertThat(raw[layout.rawIndexOf("stochk_50")]).isEqualTo(50);
        assertThat(raw[layout.rawIndexOf("rsi_14")]).isEqualTo(50);
    }

    @Test
    void extremePricesLeaveNoTraceOnceTheyHaveLeftTheWindow() {
        FeatureLayout layout = FeatureLayout.standard(5, 20);
        List<Sample> calm = Walks.mixed("X", 9, 100);
        List<Sample> shocked = new ArrayList<>(calm);
        shocked.set(10, Walks.trade("X", 10_000, 1e308, 1));
        shocked.set(12, Walks.trade("X", 12_000, 1e-308, 1));
        double[] expected = rawRows(layout, calm).get(99);
        double[] actual = rawRows(layout, shocked).get(99);
        for (int i = 0; i < expected.length; i++) {
            String column = layout.rawNames().get(i);
            if (column.matches("(mean|std|min|max|z|skew|kurt|r.*|park|gk|rs|yz|bv|jump|slope|mfi)_(5|20)")
                    && !column.startsWith("rsi")) {
                assertThat(actual[i]).as(column).isEqualTo(expected[i]);
            } else {
                assertThat(Double.isInfinite(actual[i])).as(column).isFalse();
            }
        }
    }

    @Test
    void stateIsAsLargeAfterTheFirstSampleAsAfterThousands() {
        FeatureStep step = new FeatureStep(FeatureLayout.standard());
        FeatureState state = step.newState();
        double[] raw = new double[step.layout().rawSize()];
        List<Sample> walk = Walks.mixed("X", 21, 3_000);
        step.step(state, walk.get(0), raw);
        int first = doubles(state);
        walk.subList(1, 3_000).forEach(sample -> step.step(state, sample, raw));
        assertThat(doubles(state)).isEqualTo(first).isLessThan(36_000 / Double.BYTES + 100);
        assertThat(state.samples).isEqualTo(3_000);
    }

    @Test
    void stateOfAnotherLayoutIsRefused() {
        FeatureState state = new FeatureStep(FeatureLayout.standard(5)).newState();
        FeatureStep step = new FeatureStep(FeatureLayout.standard(6));
        assertThatThrownBy(() -> step.next(state, Walks.trade("X", 0, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected a state of layout " + step.layout().id());
    }

    @Test
    void invalidSampleIsRefusedBeforeItTouchesTheState() {
        FeatureStep step = new FeatureStep(FeatureLayout.standard(5));
        FeatureState state = step.newState();
        for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> step.next(state, Walks.trade("X", 0, bad, 1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(state.samples).isZero();
    }

    static List<double[]> rawRows(FeatureLayout layout, List<Sample> walk) {
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        List<double[]> rows = new ArrayList<>();
        for (Sample sample : walk) {
            double[] row = new double[layout.rawSize()];
            step.step(state, sample, row);
            rows.add(row);
        }
        return rows;
    }

    static List<FeatureVector> vectors(FeatureLayout layout, List<Sample> walk) {
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        List<FeatureVector> vectors = new ArrayList<>();
        for (Sample sample : walk) {
            FeatureVector vector = step.next(state, sample);
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private static int doubles(FeatureState state) {
        int windows = state.windows.stream()
                .mapToInt(w -> w.prefix.length + w.suffix.length)
                .sum();
        int rank = state.volatility.ring.length + state.volatility.sorted.length;
        return windows + rank + state.history.length + state.averageGain.length + state.averageLoss.length;
    }

    private static double square(double[] row, FeatureLayout layout, String column) {
        double value = row[layout.rawIndexOf(column)];
        return value * value;
    }

    private static Offset<Double> within() {
        return Offset.offset(5e-14);
    }
}
