package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class OverfittingTest {

    @Test
    void smallTablesGiveWhatCountingByHandGives() {
        for (long seed = 0; seed < 20; seed++) {
            double[][] returns = noise(new Random(seed), 3 + (int) seed % 5, 37 + (int) seed);
            double expected = naive(returns, 6);
            assertThat(Overfitting.pbo(returns, 6).value()).as("seed %d", seed).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void pureNoiseIsOverfittedAboutHalfTheTime() {
        double sum = 0;
        for (long seed = 0; seed < 30; seed++) {
            sum += Overfitting.pbo(noise(new Random(seed), 20, 320), 10).value();
        }
        assertThat(sum / 30).isBetween(0.4, 0.65);
    }

    @Test
    void aTrialWithAnEdgeIsNot() {
        double[][] returns = noise(new Random(3), 50, 1_000);
        for (int i = 0; i < 1_000; i++) {
            returns[17][i] += 0.004;
        }
        assertThat(Overfitting.pbo(returns, Overfitting.BLOCKS).value()).isLessThan(0.001);
    }

    @Test
    void equalTrialsAreNoBetterThanTheMedian() {
        double[][] returns = new double[4][];
        Arrays.fill(returns, noise(new Random(1), 1, 64)[0]);
        assertThat(Overfitting.pbo(returns, 16).value()).isEqualTo(1);
    }

    @Test
    void tablesThatCannotTellSayWhy() {
        assertThat(Overfitting.pbo(new double[1][100], 16).undefined()).isEqualTo("fewer than two trials");
        assertThat(Overfitting.pbo(new double[2][31], 16).undefined()).isEqualTo("fewer than 32 periods");
        assertThatThrownBy(() -> Overfitting.pbo(new double[2][100], 7)).hasMessageContaining("even number of blocks");
        assertThatThrownBy(() -> Overfitting.pbo(new double[][] {{0}, {0, 1}}, 2))
                .hasMessage("trial 1: expected 1 returns as the first, was 2");
        assertThatThrownBy(() -> Overfitting.pbo(new double[][] {{0, Double.NaN}}, 2))
                .hasMessage("trial 0: expected finite returns, was NaN");
    }

    private static double[][] noise(Random random, int trials, int periods) {
        double[][] returns = new double[trials][periods];
        for (double[] trial : returns) {
            Arrays.setAll(trial, i -> 0.01 * random.nextGaussian());
        }
        return returns;
    }

    /** Gathers the returns of every half and sorts. */
    private static double naive(double[][] returns, int blocks) {
        int overfitted = 0;
        int choices = 0;
        for (int mask = 0; mask < 1 << blocks; mask++) {
            if (Integer.bitCount(mask) != blocks / 2) {
                continue;
            }
            choices++;
            double[] inside = new double[returns.length];
            double[] outside = new double[returns.length];
            for (int t = 0; t < returns.length; t++) {
                inside[t] = SharpeTests.sharpe(half(returns[t], blocks, mask));
                outside[t] = SharpeTests.sharpe(half(returns[t], blocks, ~mask));
            }
            double best = DoubleStream.of(inside).max().orElseThrow();
            int winner = DoubleStream.of(inside).boxed().toList().indexOf(best);
            double rank =
                    1 + Arrays.stream(outside).filter(x -> x < outside[winner]).count();
            double w = rank / (returns.length + 1);
            overfitted += Math.log(w / (1 - w)) <= 1e-12 ? 1 : 0;
        }
        return (double) overfitted / choices;
    }

    private static double[] half(double[] returns, int blocks, int mask) {
        DoubleStream.Builder kept = DoubleStream.builder();
        for (int b = 0; b < blocks; b++) {
            for (int i = returns.length * b / blocks; i < returns.length * (b + 1) / blocks; i++) {
                if ((mask >> b & 1) == 1) {
                    kept.add(returns[i]);
                }
            }
        }
        return kept.build().toArray();
    }
}
