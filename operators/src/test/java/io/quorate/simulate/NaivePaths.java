package io.quorate.simulate;

import io.quorate.random.CounterStream;
import io.quorate.random.NormalQuantile;
import io.quorate.random.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The slow, obvious way: one path after the other, one draw after the other. */
final class NaivePaths {

    private NaivePaths() {}

    /** Returns of paths of a plain bootstrap, by one sequence. */
    static List<double[]> bootstrap(double[] returns, int steps, int paths, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            double[] path = new double[steps];
            for (int i = 0; i < steps; i++) {
                path[i] = returns[random.nextInt(returns.length)];
            }
            all.add(path);
        }
        return all;
    }

    static List<double[]> block(double[] returns, int block, int steps, int paths, long seed) {
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            CounterStream random = new CounterStream(seed, p);
            double[] path = new double[steps];
            int at = 0;
            for (int i = 0; i < steps; i++) {
                at = i % block == 0 ? random.nextInt(returns.length) : (at + 1) % returns.length;
                path[i] = returns[at];
            }
            all.add(path);
        }
        return all;
    }

    static List<double[]> permutation(double[] returns, int steps, int paths, long seed) {
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            CounterStream random = new CounterStream(seed, p);
            double[] left = returns.clone();
            for (int i = 0; i < steps; i++) {
                int other = i + random.nextInt(left.length - i);
                double taken = left[other];
                left[other] = left[i];
                left[i] = taken;
            }
            all.add(Arrays.copyOf(left, steps));
        }
        return all;
    }

    static List<double[]> gbm(GbmModel model, int steps, int paths, long seed) {
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            CounterStream random = new CounterStream(seed, p);
            double[] path = new double[steps];
            for (int i = 0; i < steps; i++) {
                path[i] = StrictMath.expm1(model.logMean() + model.logSd() * random.nextGaussian());
            }
            all.add(path);
        }
        return all;
    }

    static List<double[]> regimeJump(RegimeJumpModel model, int steps, int paths, long seed) {
        List<double[]> all = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            CounterStream random = new CounterStream(seed, p);
            double[] path = new double[steps];
            boolean wild = false;
            for (int i = 0; i < steps; i++) {
                double u = random.nextDouble();
                RegimeJumpModel.Regime before = wild ? model.wild() : model.calm();
                wild = i == 0 ? u < model.wildShare() : wild == (u < before.stay());
                RegimeJumpModel.Regime now = wild ? model.wild() : model.calm();
                double log = now.logMean() + now.logSd() * random.nextGaussian();
                double v = SplitMix64.openUnit(random.nextLong());
                if (v < model.jumpProbability()) {
                    log += model.jumpLogMean() + model.jumpLogSd() * NormalQuantile.of(v / model.jumpProbability());
                }
                path[i] = StrictMath.expm1(log);
            }
            all.add(path);
        }
        return all;
    }

    /** Terminal wealth, maximum drawdown, longest time under water, steps under water. */
    static double[] measured(double[] returns) {
        double equity = 1;
        double peak = 1;
        double drawdown = 0;
        int run = 0;
        int longest = 0;
        int under = 0;
        for (double r : returns) {
            equity *= Math.max(0, 1 + r);
            peak = Math.max(peak, equity);
            drawdown = Math.max(drawdown, (peak - equity) / peak);
            run = equity < peak ? run + 1 : 0;
            longest = Math.max(longest, run);
            under += equity < peak ? 1 : 0;
        }
        return new double[] {equity, drawdown, longest, under};
    }

    /** Returns like those of a market. */
    static double[] returns(long seed, int count) {
        Random random = new Random(seed);
        double[] returns = new double[count];
        for (int i = 0; i < count; i++) {
            returns[i] = 0.0005 + 0.01 * random.nextGaussian() * (random.nextInt(20) == 0 ? 4 : 1);
        }
        return returns;
    }
}
