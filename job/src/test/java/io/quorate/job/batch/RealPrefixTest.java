package io.quorate.job.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.HigherTimeframe;
import io.quorate.job.files.TradeCsv;
import io.quorate.market.BarSeries;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No column of {@code features} looks ahead: real five-minute bars, cut 200 times, with noise in place of the future. */
class RealPrefixTest {

    private static final int PREFIXES = 200;
    private static final int BARS = 1_200;
    private static final int NOISE = 30;
    private static final long BAR_MS = 300_000;
    private static final FeatureLayout LAYOUT =
            FeatureLayout.standard().with(List.of(new HigherTimeframe("30min", 6 * BAR_MS, List.of(5, 20))));
    private static final FeatureRows ROWS = new FeatureRows(LAYOUT, false, List.of(), BAR_MS);

    @Test
    void rowsUpToTheCutAreThoseOfTheWholeSeries() {
        List<MarketRow> series = bitstamp();
        List<double[]> whole = values(series);
        assertThat(ROWS.columns())
                .hasSize(LAYOUT.rawSize())
                .contains("regime_vol_p", "regime_trend_dwell", "adx_20@30min", "regime_vol@30min");
        assertMoving(whole);
        Random random = new Random(41);
        for (int i = 0; i < PREFIXES; i++) {
            int cut = 1 + random.nextInt(series.size() - 1);
            List<double[]> prefix = values(series.subList(0, cut));
            List<MarketRow> other = new ArrayList<>(series.subList(0, cut));
            other.addAll(noise(series.get(cut - 1), random));
            List<double[]> replaced = values(other);
            for (int t = 0; t < cut; t++) {
                assertSame(prefix.get(t), whole.get(t), cut, t);
                assertSame(replaced.get(t), whole.get(t), cut, t);
            }
        }
    }

    /** Every column takes at least two values: equality of constants would show nothing. */
    private static void assertMoving(List<double[]> whole) {
        for (int column = 0; column < LAYOUT.rawSize(); column++) {
            int at = column;
            assertThat(whole.stream()
                            .mapToDouble(row -> row[at])
                            .filter(v -> !Double.isNaN(v))
                            .distinct()
                            .count())
                    .as("values of %s", ROWS.columns().get(column))
                    .isGreaterThan(1);
        }
    }

    private static void assertSame(double[] actual, double[] expected, int cut, int t) {
        if (!Arrays.equals(actual, expected)) {
            int at = Arrays.mismatch(actual, expected);
            assertThat(actual[at])
                    .as("%s at %d, cut at %d", ROWS.columns().get(at), t, cut)
                    .isEqualTo(expected[at]);
        }
    }

    private static List<double[]> values(List<MarketRow> rows) {
        RowStep.Lane lane = ROWS.newLane();
        List<double[]> values = new ArrayList<>();
        rows.forEach(row -> lane.next(row, result -> values.add(result.values.clone())));
        return values;
    }

    private static List<MarketRow> bitstamp() {
        BarSeries bars = new BarSeries(BAR_MS);
        TradeCsv.bitstamp().forEach(bars::add);
        List<MarketRow> rows = new ArrayList<>();
        bars.advance(Long.MAX_VALUE, bar -> rows.add(row(bar)));
        assertThat(rows).hasSizeGreaterThan(BARS);
        return rows;
    }

    private static MarketRow row(Sample bar) {
        MarketRow row = new MarketRow();
        row.symbol = bar.symbol();
        row.tsMs = bar.tsMs() - BAR_MS;
        row.open = bar.open();
        row.high = bar.high();
        row.low = bar.low();
        row.close = bar.close();
        row.volume = bar.volume();
        row.trades = bar.trades();
        row.vwap = bar.vwap();
        return row;
    }

    private static List<MarketRow> noise(MarketRow last, Random random) {
        List<MarketRow> rows = new ArrayList<>();
        for (int i = 1; i <= NOISE; i++) {
            MarketRow row = new MarketRow();
            row.symbol = last.symbol;
            row.tsMs = last.tsMs + i * BAR_MS;
            row.open = last.close * StrictMath.exp(random.nextGaussian());
            row.close = last.close * StrictMath.exp(random.nextGaussian());
            row.high = Math.max(row.open, row.close) * (1 + random.nextDouble());
            row.low = Math.min(row.open, row.close) * random.nextDouble();
            row.volume = 1_000 * random.nextDouble();
            row.trades = 1 + random.nextLong(99);
            row.vwap = (row.high + row.low) / 2;
            rows.add(row);
        }
        return rows;
    }
}
