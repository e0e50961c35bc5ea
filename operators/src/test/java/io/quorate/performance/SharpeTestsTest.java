package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharpeTestsTest {

    private static final double GOLDEN_SHARPE = 2.5 / StrictMath.sqrt(250);
    private static final double GOLDEN_VARIANCE = 0.5 / 250;

    @Test
    void theGoldenDeflatedSharpeRatioUsesRawKurtosis() {
        assertThat(SharpeTests.expectedMaximum(100, GOLDEN_VARIANCE)).isCloseTo(0.1132, within(5e-5));
        Figure deflated = SharpeTests.deflated(GOLDEN_SHARPE, 1250, -3, 10, 100, GOLDEN_VARIANCE);
        assertThat(deflated.value()).isCloseTo(0.9004, within(5e-5));
        assertThat(SharpeTests.deflated(GOLDEN_SHARPE, 1250, -3, 7, 100, GOLDEN_VARIANCE)
                        .value())
                .as("of excess kurtosis, which is wrong")
                .isCloseTo(0.9018, within(5e-5));
    }

    @Test
    void theExpectedMaximumIsThatOfSimulatedTrials() {
        Random random = new Random(11);
        double sum = 0;
        int rounds = 4_000;
        for (int i = 0; i < rounds; i++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < 200; t++) {
                best = Math.max(best, 0.05 * random.nextGaussian());
            }
            sum += best;
        }
        assertThat(SharpeTests.expectedMaximum(200, 0.05 * 0.05)).isCloseTo(sum / rounds, within(0.002));
    }

    @Test
    void theProbabilityIsUniformWithoutSkill() {
        Random random = new Random(5);
        int below = 0;
        for (int i = 0; i < 2_000; i++) {
            double[] returns = new double[250];
            Arrays.setAll(returns, k -> 0.01 * random.nextGaussian());
            below += SharpeTests.probabilistic(returns, 0).value() < 0.1 ? 1 : 0;
        }
        assertThat(below / 2_000.0).isCloseTo(0.1, within(0.02));
    }

    @Test
    void oneTrialIsNotDeflatedAndMoreAreTheMoreThereAre() {
        double[] returns = {0.01, -0.02, 0.03, -0.01, 0.02};
        assertThat(SharpeTests.sharpe(returns)).isCloseTo(0.2893457, within(5e-8));
        Figure alone = SharpeTests.deflated(returns, 1, 0.04);
        assertThat(alone).isEqualTo(SharpeTests.probabilistic(returns, 0));
        double before = alone.value();
        for (int trials : new int[] {2, 5, 50, 500, 100_000}) {
            double now = SharpeTests.deflated(returns, trials, 0.04).value();
            assertThat(now).isLessThan(before);
            before = now;
        }
    }

    @Test
    void whatCannotBeSaidHasAReason() {
        assertThat(SharpeTests.probabilistic(new double[] {0.1}, 0).undefined()).isEqualTo("fewer than two returns");
        assertThat(SharpeTests.probabilistic(new double[] {0.1, 0.1}, 0).undefined())
                .isEqualTo("no spread");
        assertThat(SharpeTests.deflated(new double[] {0.1, 0.2}, 0, 1).undefined())
                .isEqualTo("no trials");
        assertThat(SharpeTests.deflated(new double[] {0.1, 0.2}, 5, Double.NaN).undefined())
                .isEqualTo("no variance of the trials' Sharpe ratios");
        assertThat(SharpeTests.probabilistic(1, 10, 3, 1, 0).undefined()).isEqualTo("no variance of the Sharpe ratio");
        assertThatThrownBy(() -> SharpeTests.expectedMaximum(5, -1))
                .hasMessage("expected trials and a variance from 0, was 5 trials with -1.0");
    }
}
