package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalDistributionTest {

    /** x, P(X &lt;= x) computed with 40 digits. */
    private static final double[][] CUMULATIVE = {
        {-37.0, 5.725571222524577e-300},
        {-20.0, 2.7536241186062337e-89},
        {-10.0, 7.619853024160525e-24},
        {-8.0, 6.220960574271784e-16},
        {-5.0, 2.866515718791939e-07},
        {-3.0, 0.0013498980316300946},
        {-1.5, 0.06680720126885807},
        {-1.0000001, 0.15865522973438578},
        {-1.0, 0.15865525393145705},
        {-0.9999, 0.1586794522137626},
        {-0.5, 0.3085375387259869},
        {-1e-10, 0.49999999996010575},
        {0.0, 0.5},
        {0.3, 0.6179114221889527},
        {1.0, 0.8413447460685429},
        {1.7, 0.955434537241457},
        {2.0, 0.9772498680518208},
        {3.0, 0.9986501019683699},
        {6.0, 0.9999999990134123},
    };

    /** p, the x with P(X &lt;= x) = p computed with 40 digits. */
    private static final double[][] QUANTILE = {
        {1e-300, -37.0470962993612},
        {1e-20, -9.262340089798407},
        {1e-10, -6.361340902404057},
        {0.0001, -3.7190164854556804},
        {0.001, -3.0902323061678136},
        {0.02425, -1.972961051311885},
        {0.1, -1.2815515655446004},
        {0.25, -0.6744897501960817},
        {0.4, -0.2533471031357997},
        {0.499999, -2.5066282745665593e-06},
        {0.5, 0.0},
        {0.6, 0.2533471031357997},
        {0.9, 1.2815515655446006},
        {0.975, 1.9599639845400538},
        {0.99, 2.3263478740408408},
        {0.9999, 3.7190164854557084},
    };

    @Test
    void probabilitiesAreRightToTheLastDigits() {
        for (double[] known : CUMULATIVE) {
            assertThat(NormalDistribution.cumulative(known[0]))
                    .as("P(X <= %s)", known[0])
                    .isCloseTo(known[1], within(2e-15 * known[1]));
        }
        assertThat(NormalDistribution.cumulative(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(NormalDistribution.cumulative(-50)).isZero();
        assertThat(NormalDistribution.cumulative(Double.NaN)).isNaN();
    }

    @Test
    void quantilesAreRightToTheLastDigits() {
        for (double[] known : QUANTILE) {
            assertThat(NormalDistribution.quantile(known[0]))
                    .as("quantile %s", known[0])
                    .isCloseTo(known[1], within(1e-15 * Math.abs(known[1]) + 2e-16));
        }
        assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> NormalDistribution.quantile(1.1)).hasMessage("expected a probability, was 1.1");
        assertThatThrownBy(() -> NormalDistribution.quantile(Double.NaN)).hasMessage("expected a probability, was NaN");
    }
}
