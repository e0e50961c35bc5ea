package io.quorate.simulate;

import io.quorate.random.SplitMix64;

/**
 * Plain bootstrap. Step i of path p is return {@code (int) (u * n)}, u by draw {@code p * steps + i} of SplitMix64(seed):
 * the sequence a single thread would draw path by path, entered anywhere.
 */
public final class BootstrapModel implements PathModel {

    private static final long serialVersionUID = 1L;

    private final Growths growths;

    /**
     * Copies the returns.
     *
     * @throws IllegalArgumentException for fewer than 2, or one that is not finite
     */
    public BootstrapModel(double[] returns) {
        growths = new Growths(returns);
    }

    @Override
    public SimulationMethod method() {
        return SimulationMethod.BOOTSTRAP;
    }

    @Override
    public GrowthTile tile(long seed, int steps) {
        return new Tile(growths.copy(), seed, steps);
    }

    private static final class Tile implements GrowthTile {
        private static final int LANES = 256;

        private final double[] growths;
        private final double scale;
        private final long seed;
        private final int steps;
        private final long[] states = new long[LANES];
        private final long[] bits = new long[LANES];

        Tile(double[] growths, long seed, int steps) {
            this.growths = growths;
            // exact, so (bits >>> 11) * scale rounds as u * n does
            this.scale = growths.length * 0x1.0p-53;
            this.seed = seed;
            this.steps = steps;
        }

        @Override
        public int lanes() {
            return LANES;
        }

        @Override
        public void start(long firstPath) {
            for (int j = 0; j < LANES; j++) {
                states[j] = seed + (firstPath + j) * steps * SplitMix64.GAMMA;
            }
        }

        @Override
        public void next(double[] growth) {
            mix(states, bits);
            double[] table = growths;
            double perBit = scale;
            for (int j = 0; j < LANES; j++) {
                growth[j] = table[(int) ((bits[j] >>> 11) * perBit)];
            }
        }

        /** A loop of its own, without a look-up, so that the compiler can do several lanes at once. */
        private static void mix(long[] states, long[] bits) {
            for (int j = 0; j < LANES; j++) {
                long state = states[j] + SplitMix64.GAMMA;
                states[j] = state;
                bits[j] = SplitMix64.mix(state);
            }
        }
    }
}
