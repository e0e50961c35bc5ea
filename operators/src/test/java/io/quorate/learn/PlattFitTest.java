package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.quorate.ensemble.PlattCalibration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlattFitTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void endsWhereTheGradientVanishes(long seed) {
        Random random = new Random(seed);
        double scale = Math.pow(10, random.nextInt(7) - 3);
        int n = 500;
        double[] f = new double[n];
        int[] y = new int[n];
        int positives = 0;
        for (int i = 0; i < n; i++) {
            f[i] = scale * (random.nextGaussian() + 3);
            y[i] = random.nextDouble() < PlattCalibration.sigmoid(1.5 * (f[i] / scale - 3)) ? 1 : 0;
            positives += y[i];
        }
        PlattCalibration platt = PlattFit.fit(f, y);
        double slopeGradient = 0;
        double interceptGradient = 0;
        for (int i = 0; i < n; i++) {
            double target = y[i] == 1 ? (positives + 1.0) / (positives + 2.0) : 1.0 / (n - positives + 2.0);
            double error = platt.probability(f[i]) - target;
            slopeGradient += error * f[i] / scale;
            interceptGradient += error;
        }
        assertThat(slopeGradient / n).isCloseTo(0, offset(1e-7));
        assertThat(interceptGradient / n).isCloseTo(0, offset(1e-7));
        assertThat(platt.slope() * scale).isBetween(1.0, 2.2);
    }

    @Test
    void separableMarginsStayFinite() {
        PlattCalibration platt = PlattFit.fit(new double[] {-2, -1, 1, 2}, new int[] {0, 0, 1, 1});
        assertThat(platt.slope()).isPositive().isFinite();
        assertThat(platt.probability(2)).isBetween(0.7, 0.8);
    }

    @Test
    void constantMarginsGiveTheBaseRate() {
        PlattCalibration platt = PlattFit.fit(new double[] {1, 1, 1, 1}, new int[] {0, 1, 1, 1});
        double meanTarget = (3 * 4 / 5.0 + 1 / 3.0) / 4;
        assertThat(platt.probability(1)).isCloseTo(meanTarget, offset(1e-9));
    }

    @Test
    void marginsThatPointTheWrongWayKeepTheirOrderAndSayNearlyTheBaseRate() {
        Random random = new Random(4);
        double[] f = new double[1_000];
        int[] y = new int[f.length];
        double positives = 0;
        for (int i = 0; i < f.length; i++) {
            f[i] = random.nextGaussian();
            y[i] = random.nextDouble() < PlattCalibration.sigmoid(-f[i] - 1) ? 1 : 0;
            positives += y[i];
        }
        PlattCalibration platt = PlattFit.fit(f, y);
        double base = positives / f.length;
        assertThat(platt.slope()).isCloseTo(0.01, offset(0.001));
        assertThat(platt.probability(0)).isCloseTo(base, offset(0.002));
        assertThat(platt.probability(3)).isGreaterThan(platt.probability(-3)).isCloseTo(base, offset(0.01));
    }

    @Test
    void oneLabelOrNaNIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlattFit.fit(new double[] {1, 2}, new int[] {1, 1}))
                .withMessageContaining("expected both labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlattFit.fit(new double[] {1, Double.NaN}, new int[] {1, 0}))
                .withMessageContaining("calibration row 1, was NaN");
    }
}
