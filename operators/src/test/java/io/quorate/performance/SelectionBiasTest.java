package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.quorate.tune.TpeOptions;
import io.quorate.tune.TpeSampler;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionBiasTest {

    private static final int PERIODS = 5_000;
    private static final int TRIALS = 150;

    @Test
    void theBestOfARandomWalkIsLuckThoughItLooksLikeSkill() {
        int looksLikeSkill = 0;
        for (long seed = 0; seed < 6; seed++) {
            LuckStudy study = study(RuleFamily.randomWalk(seed, PERIODS), seed);
            looksLikeSkill += study.probabilistic() >= LuckStudy.ACCEPTED ? 1 : 0;
            assertThat(study.accepted()).as("seed %d: %s", seed, study).isFalse();
        }
        assertThat(looksLikeSkill).as("taken alone").isGreaterThanOrEqualTo(5);
    }

    @Test
    void anEdgeThatIsThereIsAccepted() {
        int accepted = 0;
        for (long seed = 0; seed < 4; seed++) {
            accepted += study(RuleFamily.withEdge(seed, PERIODS), seed).accepted() ? 1 : 0;
        }
        assertThat(accepted).isGreaterThanOrEqualTo(3);
    }

    @Test
    void copiesOfATrialAreOneEffectively() {
        Random random = new Random(4);
        double[][] noise = new double[30][2_000];
        for (double[] trial : noise) {
            Arrays.setAll(trial, i -> random.nextGaussian());
        }
        assertThat(SelectionBias.effectiveTrials(noise)).isBetween(28.0, 30.0);
        double[][] copies = new double[30][];
        Arrays.fill(copies, noise[0]);
        copies[7] = new double[2_000];
        assertThat(SelectionBias.effectiveTrials(copies)).isCloseTo(1, within(1e-9));
        assertThat(SelectionBias.of(copies, 30).trials()).isEqualTo(30);
        assertThat(SelectionBias.of(copies, 30).withTrials(40).trials()).isEqualTo(40);
    }

    @Test
    void onlyUnselectedTrialsTellTheSpreadOfLuckAndNoMoreThanLuckGives() {
        double[][] returns = {{0.01, 0.03}, {-0.01, 0.05}, {1, 1.001}, {1, 1.001}};
        double first = SharpeTests.sharpe(returns[0]);
        double second = SharpeTests.sharpe(returns[1]);
        SelectionBias bias = SelectionBias.of(returns, 2);
        assertThat(bias.observedVariance()).isCloseTo((first - second) * (first - second) / 2, within(1e-12));
        assertThat(bias.varianceOfSharpe()).as("two trials tell nothing").isEqualTo(1);
        SelectionBias many = new SelectionBias(500, 51, 0.5, 1);
        assertThat(many.varianceOfSharpe())
                .as("50 / chi-square(.05, 50) = 50 / 34.764")
                .isCloseTo(0.5 * 50 / 34.764, within(1e-3));
        assertThat(SelectionBias.of(returns, 4).observedVariance()).isGreaterThan(1_000);
        assertThat(SelectionBias.of(returns, 4).varianceOfSharpe()).isEqualTo(1);
        assertThat(SelectionBias.of(returns, 1).deflated(returns[2]).undefined())
                .isEqualTo("fewer than two unselected trials");
        assertThatThrownBy(() -> SelectionBias.of(returns, 5)).hasMessageContaining("was 4 and 5");
        assertThatThrownBy(() -> SelectionBias.of(new double[0][], 0)).hasMessageContaining("expected trials");
        assertThatThrownBy(() -> SelectionBias.of(new double[][] {{1}}, 1)).hasMessageContaining("two periods");
        assertThatThrownBy(() -> SelectionBias.of(new double[][] {{1, 2}, {1}}, 1))
                .hasMessageContaining("trials of 2 periods, was one of 1");
    }

    private static LuckStudy study(RuleFamily family, long seed) {
        TpeOptions options = TpeOptions.defaults(1);
        return LuckStudy.run(family, new TpeSampler(RuleFamily.SPACE, options, seed), TRIALS, options.startupTrials());
    }
}
