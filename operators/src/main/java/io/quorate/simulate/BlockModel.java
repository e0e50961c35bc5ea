package io.quorate.simulate;

import io.quorate.random.CounterStream;
import io.quorate.random.SplitMix64;

/**
 * Circular block bootstrap. Block b of path p starts at return {@code (int) (u * n)}, u by draw b of stream p; the return
 * after the last is the first, and the last block ends with the path.
 */
public final class BlockModel implements PathModel {

    private static final long serialVersionUID = 1L;

    private final Growths growths;
    private final int block;

    /**
     * Copies the returns.
     *
     * @param block steps in a block
     * @throws IllegalArgumentException for fewer than 2 returns, one that is not finite, a block below 1 or beyond them
     */
    public BlockModel(double[] returns, int block) {
        growths = new Growths(returns);
        if (block < 1 || block > growths.count()) {
            throw new IllegalArgumentException(
                    "expected a block of 1 to " + growths.count() + ", the number of returns, was " + block);
        }
        this.block = block;
    }

    @Override
    public SimulationMethod method() {
        return SimulationMethod.BLOCK;
    }

    @Override
    public GrowthTile tile(long seed, int steps) {
        return new Tile(growths, block, seed);
    }

    private static final class Tile implements GrowthTile {
        private static final int LANES = 256;

        private final double[] growths;
        private final double scale;
        private final int block;
        private final long seed;
        private final long[] streams = new long[LANES];
        private final int[] at = new int[LANES];
        private int step;

        Tile(Growths growths, int block, long seed) {
            this.growths = growths.circular(block);
            this.scale = growths.count() * 0x1.0p-53;
            this.block = block;
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
            if (step % block == 0) {
                for (int j = 0; j < LANES; j++) {
                    at[j] = (int) ((SplitMix64.draw(streams[j], step / block) >>> 11) * scale);
                }
            }
            step++;
            for (int j = 0; j < LANES; j++) {
                growth[j] = growths[at[j]++];
            }
        }
    }
}
