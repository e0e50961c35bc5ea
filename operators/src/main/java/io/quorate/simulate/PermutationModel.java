package io.quorate.simulate;

import io.quorate.random.CounterStream;
import io.quorate.random.SplitMix64;

/**
 * The returns in random order, each at most once: Fisher and Yates's shuffle, where step i of path p takes one of the n - i
 * that are left by draw i of stream p. Paths of fewer steps than returns are random parts of them.
 */
public final class PermutationModel implements PathModel {

    private static final long serialVersionUID = 1L;

    private final Growths growths;

    /**
     * Copies the returns.
     *
     * @throws IllegalArgumentException for fewer than 2, or one that is not finite
     */
    public PermutationModel(double[] returns) {
        growths = new Growths(returns);
    }

    @Override
    public SimulationMethod method() {
        return SimulationMethod.PERMUTATION;
    }

    @Override
    public void requireSteps(int steps) {
        if (steps > growths.count()) {
            throw new IllegalArgumentException(
                    "expected 1 to " + growths.count() + " steps, the number of returns to permute, was " + steps);
        }
    }

    @Override
    public double certainWealth(int steps) {
        return steps == growths.count() ? growths.product() : Double.NaN;
    }

    @Override
    public GrowthTile tile(long seed, int steps) {
        return new Tile(growths.copy(), seed);
    }

    private static final class Tile implements GrowthTile {
        private static final int MOST_LANES = 256;

        /** Keeps the shuffled copies of a tile within 2 MiB unless one alone is more. */
        private static final int MOST_FACTORS = 1 << 18;

        private final double[] growths;
        private final long seed;
        private final double[][] left;
        private final long[] streams;
        private int step;

        Tile(double[] growths, long seed) {
            this.growths = growths;
            this.seed = seed;
            int lanes = Math.max(1, Math.min(MOST_LANES, MOST_FACTORS / growths.length));
            left = new double[lanes][growths.length];
            streams = new long[lanes];
        }

        @Override
        public int lanes() {
            return left.length;
        }

        @Override
        public void start(long firstPath) {
            step = 0;
            for (int j = 0; j < left.length; j++) {
                streams[j] = CounterStream.start(seed, firstPath + j);
                System.arraycopy(growths, 0, left[j], 0, growths.length);
            }
        }

        @Override
        public void next(double[] growth) {
            int taken = step++;
            double scale = (growths.length - taken) * 0x1.0p-53;
            for (int j = 0; j < left.length; j++) {
                double[] lane = left[j];
                int chosen = taken + (int) ((SplitMix64.draw(streams[j], taken) >>> 11) * scale);
                growth[j] = lane[chosen];
                lane[chosen] = lane[taken];
            }
        }
    }
}
