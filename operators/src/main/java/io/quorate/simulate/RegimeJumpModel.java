package io.quorate.simulate;

import io.quorate.random.CounterStream;
import io.quorate.random.NormalQuantile;
import io.quorate.random.SplitMix64;

/**
 * Two regimes with jumps. In regime s the log return of a step is normal with the regime's mean and deviation; with
 * {@code jumpProbability} a jump, normal too, is added. Before each step but the first the regime stays with its
 * probability, otherwise it changes; the first is drawn from the chain's stationary distribution.
 *
 * <p>Step i of path p takes draws 3i, 3i + 1 and 3i + 2 of stream p: regime, normal, jump. The jump's own normal is the
 * quantile of its draw divided by the probability, which is uniform again when there is a jump.
 *
 * @param calm the regime of the smaller deviation when fitted
 * @param wild the other one
 * @param jumpProbability probability of a jump in a step, in [0, 1]
 * @param jumpLogMean mean of a jump's log return
 * @param jumpLogSd its standard deviation
 */
public record RegimeJumpModel(Regime calm, Regime wild, double jumpProbability, double jumpLogMean, double jumpLogSd)
        implements PathModel {

    /** @throws IllegalArgumentException for a number out of range */
    public RegimeJumpModel {
        if (!(jumpProbability >= 0 && jumpProbability <= 1)) {
            throw new IllegalArgumentException("expected a jump probability of 0 to 1, was " + jumpProbability);
        }
        if (!Double.isFinite(jumpLogMean) || !Double.isFinite(jumpLogSd) || jumpLogSd < 0) {
            throw new IllegalArgumentException(
                    "expected a jump with a finite log_mean and log_sd >= 0, was " + jumpLogMean + " and " + jumpLogSd);
        }
    }

    /**
     * One regime.
     *
     * @param logMean mean log return of a step
     * @param logSd its standard deviation
     * @param stay probability that the next step is in it too, in [0, 1]
     */
    public record Regime(double logMean, double logSd, double stay) implements java.io.Serializable {

        /** @throws IllegalArgumentException for a number out of range */
        public Regime {
            if (!Double.isFinite(logMean) || !Double.isFinite(logSd) || logSd < 0) {
                throw new IllegalArgumentException(
                        "expected a regime with a finite log_mean and log_sd >= 0, was " + logMean + " and " + logSd);
            }
            if (!(stay >= 0 && stay <= 1)) {
                throw new IllegalArgumentException("expected a regime's stay of 0 to 1, was " + stay);
            }
        }
    }

    /** Share of steps in the wild regime in the long run; a half when neither is ever left. */
    public double wildShare() {
        double toWild = 1 - calm.stay();
        double toCalm = 1 - wild.stay();
        return toWild + toCalm == 0 ? 0.5 : toWild / (toWild + toCalm);
    }

    @Override
    public SimulationMethod method() {
        return SimulationMethod.REGIME_JUMP;
    }

    @Override
    public GrowthTile tile(long seed, int steps) {
        return new Tile(this, seed);
    }

    private static final class Tile implements GrowthTile {
        private static final int LANES = 256;
        private static final int DRAWS = 3;

        private final RegimeJumpModel model;
        private final long seed;
        private final long[] streams = new long[LANES];
        private final boolean[] wild = new boolean[LANES];
        private int step;

        Tile(RegimeJumpModel model, long seed) {
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
            long at = (long) DRAWS * step;
            double wildShare = model.wildShare();
            for (int j = 0; j < LANES; j++) {
                double u = SplitMix64.unit(SplitMix64.draw(streams[j], at));
                if (step == 0) {
                    wild[j] = u < wildShare;
                } else {
                    wild[j] ^= u >= (wild[j] ? model.wild : model.calm).stay();
                }
                growth[j] = StrictMath.exp(logReturn(wild[j] ? model.wild : model.calm, streams[j], at));
            }
            step++;
        }

        private double logReturn(Regime regime, long stream, long at) {
            double z = NormalQuantile.ofBits(SplitMix64.draw(stream, at + 1));
            double diffusion = regime.logMean() + regime.logSd() * z;
            double u = SplitMix64.openUnit(SplitMix64.draw(stream, at + 2));
            if (u >= model.jumpProbability) {
                return diffusion;
            }
            return diffusion + model.jumpLogMean + model.jumpLogSd * NormalQuantile.of(u / model.jumpProbability);
        }
    }
}
