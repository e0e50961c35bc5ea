package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearMemberTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsStandardiseThenDotProduct(long seed) {
        Random random = new Random(seed);
        for (int n = 1; n < 20; n++) {
            double[] mean = random.doubles(n, -5, 5).toArray();
            double[] scale = random.doubles(n, 0.1, 9).toArray();
            double[] weights = random.doubles(n, -1, 1).toArray();
            double[] x = random.doubles(n, -10, 10).toArray();
            double expected = 0.3;
            for (int i = 0; i < n; i++) {
                x[i] = random.nextInt(4) == 0 ? Double.NaN : x[i];
                expected += Double.isNaN(x[i]) ? 0 : weights[i] * ((x[i] - mean[i]) / scale[i]);
            }
            LinearMember member = new LinearMember("svm", 0.3, weights, new FeatureScaler(mean, scale));
            assertThat(member.margin(new FeatureRow(n).load(x))).isCloseTo(expected, offset(1e-12));
        }
    }

    @Test
    void missingFeaturesStandAtTheTrainingMean() {
        LinearMember member = member();
        double atMean = member.margin(new FeatureRow(2).load(new double[] {0.1, 3}));
        double missing = member.margin(new FeatureRow(2).load(new double[] {Double.NaN, 3}));
        assertThat(missing).isEqualTo(atMean);
    }

    @Test
    void infiniteFeaturesAreNotAnswered() {
        assertThat(member().margin(new FeatureRow(2).load(new double[] {Double.POSITIVE_INFINITY, 3})))
                .isNaN();
        assertThat(PlattCalibration.IDENTITY.probability(Double.NaN)).isNaN();
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearMember("svm", 0, new double[] {1, Double.NaN}, TinyBundles.scaler()))
                .withMessageContaining("svm weight 1, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureScaler(new double[1], new double[] {0}))
                .withMessageContaining("a positive scale");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlattCalibration(Double.NaN, 0))
                .withMessageContaining("finite slope");
    }

    @Test
    void calibrationIsTheSigmoidOfALine() {
        assertThat(new PlattCalibration(2, -1).probability(0.5)).isEqualTo(0.5);
        assertThat(new PlattCalibration(1, 0).probability(Math.log(3))).isCloseTo(0.75, offset(1e-15));
        assertThat(new PlattCalibration(1, 0).probability(-1e9)).isZero();
        assertThat(new PlattCalibration(1, 0).probability(1e9)).isOne();
    }

    private static LinearMember member() {
        return new LinearMember("svm", 0.3, new double[] {1, -2}, TinyBundles.scaler());
    }
}
