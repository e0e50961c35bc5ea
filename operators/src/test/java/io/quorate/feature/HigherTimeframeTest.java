package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HigherTimeframeTest {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final HigherTimeframe HOUR = new HigherTimeframe("1h", HOUR_MS, List.of(3));
    private static final FeatureLayout LAYOUT =
            FeatureLayout.standard(2).with(List.of(HOUR, new HigherTimeframe("4h", 4 * HOUR_MS, List.of(2))));

    @Test
    void theBarThatEndsTheHourSeesItAndTheOneBeforeDoesNot() {
        List<Sample> bars = fiveMinuteBars(1, 12 * 10);
        List<double[]> rows = rows(bars);
        int mean = LAYOUT.rawIndexOf("mean_3@1h");
        // bars stamped 11:50 and 11:55 of the tenth hour
        double[] before = rows.get(118);
        double[] after = rows.get(119);
        double[] closes = {close(bars, 7), close(bars, 8), close(bars, 9)};
        double[] closesBefore = {close(bars, 6), close(bars, 7), close(bars, 8)};
        assertThat(before[mean]).isCloseTo(mean(closesBefore), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(after[mean]).isCloseTo(mean(closes), org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void columnsAreThoseOfTheHoursThemselves() {
        List<Sample> bars = fiveMinuteBars(2, 12 * 60);
        List<Sample> hours = new ArrayList<>();
        for (int h = 0; h < 60; h++) {
            List<Sample> inside = bars.subList(12 * h, 12 * h + 12);
            hours.add(new Sample(
                    "X",
                    (h + 1) * HOUR_MS,
                    inside.get(0).open(),
                    inside.stream().mapToDouble(Sample::high).max().orElseThrow(),
                    inside.stream().mapToDouble(Sample::low).min().orElseThrow(),
                    inside.get(11).close(),
                    inside.stream().mapToDouble(Sample::volume).sum(),
                    0,
                    inside.get(11).close()));
        }
        FeatureLayout own = FeatureLayout.standard(3);
        List<double[]> expected = FeatureStepTest.rawRows(own, hours);
        List<double[]> rows = rows(bars);
        for (int h = 0; h < 59; h++) {
            // from the sample that closes the hour to the last one before the next closes
            for (int i = 12 * h + 11; i < 12 * h + 23; i++) {
                for (int c = 0; c < own.rawSize(); c++) {
                    String column = own.rawNames().get(c);
                    assertThat(rows.get(i)[LAYOUT.rawIndexOf(column + "@1h")])
                            .as("%s at %d", column, i)
                            .isEqualTo(Double.valueOf(expected.get(h)[c]));
                }
            }
        }
    }

    @Test
    void aMissingLastBarLetsTheNextOneCloseTheHour() {
        List<Sample> bars = new ArrayList<>(fiveMinuteBars(3, 12 * 6));
        bars.remove(12 * 5 - 1);
        List<double[]> rows = rows(bars);
        int mean = LAYOUT.rawIndexOf("mean_3@1h");
        double[] closes = {close(bars, 2), close(bars, 3), bars.get(12 * 5 - 2).close()};
        assertThat(rows.get(12 * 5 - 2)[mean]).isEqualTo(rows.get(12 * 4)[mean]);
        assertThat(rows.get(12 * 5 - 1)[mean]).isCloseTo(mean(closes), org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aTradeAtTheFullHourBelongsToTheNext() {
        FeatureLayout layout = FeatureLayout.standard(2).with(List.of(HOUR));
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        double[] raw = new double[layout.rawSize()];
        int macd = layout.rawIndexOf("macd@1h");
        step.step(state, frames, Walks.trade("X", 10, 5, 1), raw);
        step.step(state, frames, Walks.trade("X", HOUR_MS - 1, 6, 1), raw);
        assertThat(raw[macd]).isNaN();
        step.step(state, frames, Walks.trade("X", HOUR_MS, 7, 1), raw);
        assertThat(raw[macd]).isZero();
        assertThat(frames.frames.get(0).open).isEqualTo(7);
    }

    @Test
    void nothingIsEmittedBeforeTheLongerBarsAreWarm() {
        // rsi_14 of bars of 4 hours: 15 of them, 48 samples each
        List<FeatureVector> vectors = vectors(fiveMinuteBars(4, 48 * 16));
        assertThat(vectors.get(0).seq()).isEqualTo(48 * 15 - 1);
        assertThat(vectors).hasSize(49);
    }

    @Test
    void theFutureLeavesThePastAlone() {
        List<Sample> bars = fiveMinuteBars(5, 12 * 80);
        List<double[]> rows = rows(bars);
        for (int cut = 7; cut < bars.size(); cut += 97) {
            List<Sample> other = new ArrayList<>(bars.subList(0, cut));
            other.addAll(fiveMinuteBars(99, bars.size()).subList(cut, bars.size()));
            List<double[]> otherRows = rows(other);
            for (int t = 0; t < cut; t++) {
                assertThat(otherRows.get(t)).as("cut %d at %d", cut, t).isEqualTo(rows.get(t));
            }
        }
    }

    @Test
    void timeframesArePartOfTheLayout() {
        FeatureLayout plain = FeatureLayout.standard(2);
        FeatureLayout hour = plain.with(List.of(HOUR));
        assertThat(hour.id()).isNotEqualTo(plain.id());
        assertThat(plain.with(List.of()).id()).isEqualTo(plain.id());
        assertThat(hour.names()).contains("mean_3_rel@1h", "rsi_14@1h").doesNotContain("obv@1h");
        assertThat(hour.names().subList(0, plain.size())).isEqualTo(plain.names());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.with(List.of(HOUR, HOUR)))
                .withMessageContaining("expected each timeframe once");
    }

    private static double close(List<Sample> bars, int hour) {
        return bars.get(12 * hour + 11).close();
    }

    private static double mean(double[] x) {
        return (x[0] + x[1] + x[2]) / 3;
    }

    private static List<double[]> rows(List<Sample> bars) {
        FeatureStep step = new FeatureStep(LAYOUT);
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        List<double[]> rows = new ArrayList<>();
        for (Sample bar : bars) {
            double[] row = new double[LAYOUT.rawSize()];
            step.step(state, frames, bar, row);
            rows.add(row);
        }
        return rows;
    }

    private static List<FeatureVector> vectors(List<Sample> bars) {
        FeatureStep step = new FeatureStep(LAYOUT);
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        List<FeatureVector> vectors = new ArrayList<>();
        for (Sample bar : bars) {
            FeatureVector vector = step.next(state, frames, bar);
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private static List<Sample> fiveMinuteBars(long seed, int count) {
        Random random = new Random(seed);
        List<Sample> bars = new ArrayList<>();
        double price = 100;
        for (int i = 0; i < count; i++) {
            double open = price;
            price *= StrictMath.exp(0.002 * random.nextGaussian());
            double high = Math.max(open, price) * 1.0005;
            double low = Math.min(open, price) * 0.9995;
            long endMs = 5 * MINUTE_MS * (i + 1);
            bars.add(new Sample("X", endMs, open, high, low, price, 1 + random.nextInt(9), 0, price, 5 * MINUTE_MS));
        }
        return bars;
    }
}
