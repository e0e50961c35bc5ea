package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.Sample;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The regime columns against their definitions, from the other columns of the same rows. */
class RegimeTest {

    private static final FeatureLayout LAYOUT = FeatureLayout.standard(5, 20);
    private static final int SAMPLES = 1_800;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void volatilityStateIsThePercentileWithHysteresis(long seed) {
        List<double[]> rows = rows(seed);
        double label = 0;
        int dwell = 0;
        int changes = 0;
        for (int t = 0; t < SAMPLES; t++) {
            if (t < 119) {
                assertThat(at(rows, t, "regime_vol")).as("at %d", t).isNaN();
                assertThat(at(rows, t, "regime_vol_p")).as("at %d", t).isNaN();
                assertThat(at(rows, t, "regime_vol_dwell")).as("at %d", t).isNaN();
                continue;
            }
            double percentile = percentile(rows, t);
            double next = percentile > 80 ? 1 : percentile < 20 ? -1 : 0;
            next = label == 1 && percentile >= 70 ? 1 : label == -1 && percentile <= 30 ? -1 : next;
            dwell = t > 119 && next == label ? dwell + 1 : 1;
            changes += dwell == 1 ? 1 : 0;
            label = next;
            assertThat(at(rows, t, "regime_vol")).as("seed %d at %d", seed, t).isEqualTo(label);
            assertThat(at(rows, t, "regime_vol_dwell"))
                    .as("seed %d at %d", seed, t)
                    .isEqualTo(dwell);
            assertThat(at(rows, t, "regime_vol_p")).as("seed %d at %d", seed, t).isEqualTo(percentile / 100);
        }
        assertThat(changes).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void trendStateFollowsDirectionalMovementWithHysteresis(long seed) {
        List<double[]> rows = rows(seed);
        double label = 0;
        int dwell = 0;
        int up = 0;
        int down = 0;
        for (int t = 0; t < SAMPLES; t++) {
            if (t < 39) {
                assertThat(at(rows, t, "regime_trend")).as("at %d", t).isNaN();
                continue;
            }
            double adx = at(rows, t, "adx_20");
            double side = Math.signum(at(rows, t, "pdi_20") - at(rows, t, "mdi_20"));
            double next = adx > 25 && at(rows, t, "er_20") > 0.3 ? side : 0;
            next = label != 0 && adx >= 20 && side != -label ? label : next;
            dwell = next == label && t > 39 ? dwell + 1 : 1;
            label = next;
            up += label == 1 ? 1 : 0;
            down += label == -1 ? 1 : 0;
            assertThat(at(rows, t, "regime_trend")).as("seed %d at %d", seed, t).isEqualTo(label);
            assertThat(at(rows, t, "regime_trend_dwell"))
                    .as("seed %d at %d", seed, t)
                    .isEqualTo(dwell);
            assertThat(at(rows, t, "regime_trend_p")).isEqualTo(at(rows, t, "er_20"));
        }
        assertThat(up).isPositive();
        assertThat(down).isPositive();
    }

    private static double percentile(List<double[]> rows, int t) {
        int from = Math.max(20, t - 499);
        double newest = at(rows, t, "yz_20");
        double rank = 0;
        for (int i = from; i <= t; i++) {
            double other = at(rows, i, "yz_20");
            rank += other < newest ? 1 : other == newest ? 0.5 : 0;
        }
        return 100 * rank / (t - from + 1);
    }

    private static List<double[]> rows(long seed) {
        List<Sample> walk = Walks.mixed("X", seed, SAMPLES);
        return FeatureStepTest.rawRows(LAYOUT, walk);
    }

    private static double at(List<double[]> rows, int t, String column) {
        return rows.get(t)[LAYOUT.rawIndexOf(column)];
    }
}
