package io.quorate.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.quorate.ensemble.CalibrationKind;
import io.quorate.ensemble.IsotonicCalibration;
import io.quorate.ensemble.PlattCalibration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationFitTest {

    @Test
    void aSigmoidIsLeftToPlatt() {
        CalibrationFit fit =
                CalibrationFit.of(honest(5_000, f -> PlattCalibration.sigmoid(2 * f - 0.5)), 0, CalibrationChoice.AUTO);
        assertThat(fit.calibration().kind()).isEqualTo(CalibrationKind.PLATT);
        assertThat(fit.compared()).isNotNull();
    }

    @Test
    void aShapePlattCannotFollowGetsAnIsotonicOne() {
        HonestMargins honest = honest(5_000, CalibrationFitTest::stairs);
        CalibrationFit fit = CalibrationFit.of(honest, 0, CalibrationChoice.AUTO);
        assertThat(fit.calibration().kind()).isEqualTo(CalibrationKind.ISOTONIC);
        for (double f : new double[] {-2, -1, 0, 1, 2}) {
            assertThat(fit.calibration().probability(f)).isCloseTo(stairs(f), offset(0.06));
        }
        assertThat(CalibrationFit.of(honest, 0, CalibrationChoice.PLATT).calibration())
                .isInstanceOf(PlattCalibration.class);
        assertThat(CalibrationFit.of(honest, 0, CalibrationChoice.AUTO)).isEqualTo(fit);
    }

    @Test
    void fewRowsGetPlattWhateverIsAsked() {
        HonestMargins honest = honest(999, CalibrationFitTest::stairs);
        for (CalibrationChoice choice : CalibrationChoice.values()) {
            CalibrationFit fit = CalibrationFit.of(honest, 0, choice);
            assertThat(fit.calibration().kind()).isEqualTo(CalibrationKind.PLATT);
            assertThat(fit.compared()).isNull();
        }
        assertThat(CalibrationFit.of(honest(1_000, CalibrationFitTest::stairs), 0, CalibrationChoice.ISOTONIC)
                        .calibration()
                        .kind())
                .isEqualTo(CalibrationKind.ISOTONIC);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void pooledViolatorsHaveTheLeastSquaredErrorOfAllMonotoneSteps(long seed) {
        Random random = new Random(seed);
        int n = 2_000;
        double[] f = random.doubles(n, -3, 3).toArray();
        int[] y = Arrays.stream(f)
                .mapToInt(x -> random.nextDouble() < PlattCalibration.sigmoid(x) ? 1 : 0)
                .toArray();
        IsotonicCalibration fit = IsotonicFit.fit(f, y);
        double[] oracle = minimax(f, y, 20);
        double least = 1.0 / (n + 2);
        double[] knots = Arrays.stream(oracle).distinct().toArray();
        assertThat(fit.probabilities()).hasSize(knots.length);
        for (int k = 0; k < knots.length; k++) {
            assertThat(fit.probabilities()[k]).isCloseTo(Math.min(1 - least, Math.max(least, knots[k])), offset(1e-12));
        }
    }

    @Test
    void equalMarginsAreOneKnotAndProbabilitiesKeepOffTheEnds() {
        double[] f = new double[300];
        int[] y = new int[300];
        Arrays.fill(f, 150, 300, 1);
        Arrays.fill(y, 150, 300, 1);
        IsotonicCalibration fit = IsotonicFit.fit(f, y);
        assertThat(fit.margins()).containsExactly(0, 1);
        assertThat(fit.probabilities()).containsExactly(1 / 302.0, 1 - 1 / 302.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsotonicFit.fit(new double[] {Double.NaN}, new int[] {1}))
                .withMessageContaining("expected finite margins");
    }

    @Test
    void knotsStayBoundedForManyRows() {
        int n = 200_000;
        double[] f = new double[n];
        int[] y = new int[n];
        Random random = new Random(9);
        for (int i = 0; i < n; i++) {
            f[i] = i;
            y[i] = random.nextDouble() < (double) i / n ? 1 : 0;
        }
        assertThat(IsotonicFit.fit(f, y).margins().length).isLessThanOrEqualTo(512);
    }

    /** max over from of min over to of the mean, by groups of rows of like margin. */
    private static double[] minimax(double[] f, int[] y, int size) {
        Integer[] order = new Integer[f.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, java.util.Comparator.comparingDouble(i -> f[i]));
        int groups = f.length / size;
        double[] mean = new double[groups];
        for (int i = 0; i < f.length; i++) {
            mean[i / size] += y[order[i]] / (double) size;
        }
        double[] fitted = new double[groups];
        for (int g = 0; g < groups; g++) {
            double best = 0;
            for (int from = 0; from <= g; from++) {
                double least = 1;
                for (int to = g; to < groups; to++) {
                    int end = to + 1;
                    least = Math.min(
                            least, Arrays.stream(mean, from, end).average().orElseThrow());
                }
                best = Math.max(best, least);
            }
            fitted[g] = Math.round(best * 1e12) / 1e12;
        }
        return fitted;
    }

    private static double stairs(double f) {
        return f < -1.5 ? 0.05 : f < 0.5 ? 0.45 : f < 1.5 ? 0.55 : 0.6;
    }

    private static HonestMargins honest(int n, DoubleUnaryOperator p) {
        Random random = new Random(5);
        double[][] margins = new double[1][n];
        int[] labels = new int[n];
        int[] block = new int[n];
        for (int i = 0; i < n; i++) {
            margins[0][i] = random.nextDouble() * 6 - 3;
            labels[i] = random.nextDouble() < p.applyAsDouble(margins[0][i]) ? 1 : 0;
            block[i] = i * 6 / n;
        }
        return new HonestMargins(margins, labels, block);
    }
}
