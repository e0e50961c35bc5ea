package io.quorate.simulate;

import io.quorate.random.CounterStream;
import io.quorate.random.NormalQuantile;
import io.quorate.random.SplitMix64;

/**
 * Geometric Brownian motion: step i of path p grows by {@code exp(logMean + logSd * z)}, z the normal quantile of draw i of
 * stream p.
 *
 * @param logMean mean log return of a step
 * @param logSd standard deviation of the log return of a step
 */
public record GbmModel(double logMean, double logSd) implements PathModel {

    /** @throws IllegalArgumentException for a number that is not finite or a negative deviation */
    public GbmModel {
        if (!Double.isFinite(logMean) || !Double.isFinite(logSd) || logSd < 0) {
            throw new IllegalArgumentException(
                    "expected a finite log_mean and log_sd >= 0, was " + logMean + " and " + logSd);
        }
    }

    /**
     * Fits by maximum likelihood, the deviation with n - 1: mean and standard deviation of ln(1 + r).
     *
     * @throws IllegalArgumentException for fewer than 2 returns, one that is not finite, or -1 or less
     */
    public static GbmModel fit(double[] returns) {
        double[] logs = LogReturns.of(returns, 2, SimulationMethod.GBM);
        double mean = LogReturns.mean(logs);
        return new GbmModel(mean, Math.sqrt(LogReturns.squares(logs, mean) / (logs.length - 1)));
    }

    @Override
    public SimulationMethod method() {
        return SimulationMethod.GBM;
    }

    @Override
    public GrowthTile tile(long seed, int steps) {
        return new Tile(this, seed);
    }

    private static final class Tile implements GrowthTile {
        private static final int LANES = 256;

        private final GbmModel model;
        private final long seed;
        private final long[] streams = new long[LANES];
        private int step;

        Tile(GbmModel model, long seed) {
            this.model = model;
            this.seed = seed;
        }

        @Override
        public int lanes() {
            return LANES;
        }

        @Override
        public void start(long firstPath) {
            step = 0;
            for (int j = 0; j < LANES; j++) {
                streams[j] = CounterStream.start(seed, firstPath + j);
            }
        }

        @Override
        public void next(double[] growth) {
            for (int j = 0; j < LANES; j++) {
                double z = NormalQuantile.ofBits(SplitMix64.draw(streams[j], step));
                growth[j] = StrictMath.exp(model.logMean + model.logSd * z);
            }
            step++;
        }
    }
}
