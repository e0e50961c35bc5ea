package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FitTest {

    private static final RegimeJumpModel PLANTED = new RegimeJumpModel(
            new RegimeJumpModel.Regime(0.0008, 0.006, 0.98),
            new RegimeJumpModel.Regime(-0.001, 0.02, 0.95),
            0.01,
            -0.06,
            0.03);

    @Test
    void gbmIsMeanAndDeviationOfLogReturns() {
        GbmModel fit = GbmModel.fit(new double[] {StrictMath.expm1(0.01), StrictMath.expm1(0.03)});
        assertThat(fit.logMean()).isCloseTo(0.02, within(1e-16));
        assertThat(fit.logSd()).isCloseTo(Math.sqrt(0.0002), within(1e-16));
    }

    @Test
    void plantedRegimesAndJumpsAreFound() {
        RegimeJumpModel fit =
                RegimeJumpFit.fit(NaivePaths.regimeJump(PLANTED, 40_000, 1, 3).get(0));
        assertThat(fit.calm().logMean()).isCloseTo(0.0008, within(0.0002));
        assertThat(fit.calm().logSd()).isCloseTo(0.006, within(0.0002));
        assertThat(fit.calm().stay()).isCloseTo(0.98, within(0.005));
        assertThat(fit.wild().logMean()).isCloseTo(-0.001, within(0.001));
        assertThat(fit.wild().logSd()).isCloseTo(0.02, within(0.001));
        assertThat(fit.wild().stay()).isCloseTo(0.95, within(0.01));
        assertThat(fit.jumpProbability()).isCloseTo(0.01, within(0.002));
        assertThat(fit.jumpLogMean()).isCloseTo(-0.06, within(0.006));
        assertThat(fit.jumpLogSd()).isCloseTo(0.03, within(0.004));
    }

    @Test
    void noRoundLowersTheLikelihood() {
        for (long seed = 0; seed < 10; seed++) {
            double[] climb = RegimeJumpFit.climb(NaivePaths.returns(seed, 400), 100);
            for (int i = 1; i < climb.length; i++) {
                assertThat(climb[i]).as("seed %d, round %d", seed, i).isGreaterThan(climb[i - 1] - 1e-9);
            }
        }
    }

    @Test
    void theLikelihoodIsThatOfAllPathsOfRegimesAndJumps() {
        double[] returns = NaivePaths.returns(1, 100);
        double[] logs = LogReturns.of(returns, 2, SimulationMethod.GBM);
        double mean = LogReturns.mean(logs);
        double variance = LogReturns.squares(logs, mean) / logs.length;
        double zero = 0.5;
        double one = 0.5;
        double expected = 0;
        for (double log : logs) {
            double calm = zero * density(log, mean, variance / 2, variance * 4);
            double wild = one * density(log, mean, variance * 2, variance * 4);
            expected += StrictMath.log(calm + wild);
            zero = (calm * 0.95 + wild * 0.05) / (calm + wild);
            one = 1 - zero;
        }
        assertThat(RegimeJumpFit.climb(returns, 1)[0]).isCloseTo(expected, within(1e-9));
    }

    private static double density(double log, double mean, double variance, double jumpVariance) {
        return 0.98 * normal(log - mean, variance) + 0.02 * normal(log - mean, variance + jumpVariance);
    }

    private static double normal(double distance, double variance) {
        return StrictMath.exp(-distance * distance / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThatThrownBy(() -> GbmModel.fit(new double[] {0.1}))
                .hasMessage("expected at least 2 returns to fit gbm, was 1");
        assertThatThrownBy(() -> GbmModel.fit(new double[] {0.1, -1}))
                .hasMessageStartingWith("expected finite returns above -1 to fit gbm, was -1.0 at 1");
        assertThatThrownBy(() -> RegimeJumpFit.fit(new double[99]))
                .hasMessage("expected at least 100 returns to fit regime-jump, was 99");
        assertThatThrownBy(() -> RegimeJumpFit.fit(new double[100]))
                .hasMessage("expected returns that differ, to fit regimes, was all equal");
        assertThatThrownBy(() -> new GbmModel(0, -1)).hasMessageContaining("log_sd >= 0");
        assertThatThrownBy(() -> new RegimeJumpModel(PLANTED.calm(), PLANTED.wild(), 2, 0, 0))
                .hasMessage("expected a jump probability of 0 to 1, was 2.0");
    }
}
