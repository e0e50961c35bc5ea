package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalDistributionTest {

    /** x, P(X &lt;= x) computed with 40 digits. */
    private static final double[][] CUMULATIVE = {
        {-37.0, 5.7255712225245768227e-300},
        {-20.0, 2.7536241186062336951e-89},
        {-10.0, 7.619853024160526066e-24},
        {-8.0, 6.2209605742717841235e-16},
        {-5.0, 2.8665157187919391167e-7},
        {-3.0, 0.0013498980316300945267},
        {-1.5, 0.066807201268858066004},
        {-1.0000001, 0.15865522973438579523},
        {-1.0, 0.15865525393145705141},
        {-0.9999, 0.15867945221376258366},
        {-0.5, 0.30853753872598689636},
        {-1e-10, 0.49999999996010577196},
        {0.0, 0.5},
        {0.3, 0.61791142218895263307},
        {1.0, 0.84134474606854294859},
        {1.7, 0.95543453724145695634},
        {2.0, 0.9772498680518207928},
        {3.0, 0.99865010196836990547},
        {6.0, 0.99999999901341235496},
    };

    /** p, the x with P(X &lt;= x) = p computed with 40 digits. */
    private static final double[][] QUANTILE = {
        {1e-300, -37.047096299361199237},
        {1e-20, -9.2623400897984075796},
        {1e-10, -6.3613409024040561991},
        {0.0001, -3.7190164854556805523},
        {0.001, -3.0902323061678135354},
        {0.02425, -1.9729610513118848376},
        {0.1, -1.2815515655446004353},
        {0.25, -0.6744897501960817432},
        {0.4, -0.25334710313579974132},
        {0.499999, -2.5066282745665593779e-6},
        {0.5, 0.0},
        {0.6, 0.25334710313579974132},
        {0.9, 1.2815515655446005935},
        {0.975, 1.9599639845400538556},
        {0.99, 2.3263478740408407676},
        {0.9999, 3.7190164854557083867},
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
