package io.quorate.random;

/**
 * SplitMix64 (Steele, Lea, Flood 2014), one draw after the other. Draw k, from 0, is {@code mix(seed + (k + 1) * GAMMA)},
 * so any part of the sequence can be computed without the rest: see {@link #draw}.
 */
public final class SplitMix64 {

    /** What the state grows by at each draw: 2^64 divided by the golden ratio, odd. */
    public static final long GAMMA = 0x9E3779B97F4A7C15L;

    private static final double UNIT = 0x1.0p-53;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /** The finaliser: a bijection of 64 bits. */
    public static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Draw {@code index}, from 0, of the sequence of a seed. */
    public static long draw(long seed, long index) {
        return mix(seed + (index + 1) * GAMMA);
    }

    /** Uniform in [0, 1) by the upper 53 bits of a draw. */
    public static double unit(long bits) {
        return (bits >>> 11) * UNIT;
    }

    /** Uniform in (0, 1), neither end: the middle of the 2^52 equal parts that the upper bits of a draw name. */
    public static double openUnit(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1.0p-52;
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), 53 bits. */
    public double nextDouble() {
        return unit(nextLong());
    }

    /**
     * Uniform in [0, bound): {@code (int) (u * bound)}.
     *
     * @throws IllegalArgumentException for a bound below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("expected a bound of 1 or more, was " + bound);
        }
        return (int) (nextDouble() * bound);
    }
}
