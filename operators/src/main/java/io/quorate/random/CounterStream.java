package io.quorate.random;

/**
 * One of 2^64 streams of a seed, with O(1) access to any draw: what is drawn for a path, a trial or a tree depends on its
 * number alone, never on who draws it or when.
 *
 * <p>Stream s is the SplitMix64 sequence that starts at a hash of (seed, s); for one seed the starts of all streams differ.
 * All lie on one cycle of 2^64 draws: that two of S streams of D draws each share a draw has a probability of about
 * S²·D/2^64, 0.8 % for 25 million streams of 250 draws, and then only those two are alike.
 */
public final class CounterStream {

    private static final long STREAM = 0xD1342543DE82EF95L;

    private final long start;
    private long drawn;

    public CounterStream(long seed, long stream) {
        start = start(seed, stream);
    }

    /** The SplitMix64 seed of a stream: a bijection of {@code stream}. */
    public static long start(long seed, long stream) {
        return SplitMix64.mix(SplitMix64.mix(seed + SplitMix64.GAMMA) + stream * STREAM);
    }

    /** Makes draw {@code index}, from 0, the next one. */
    public void seek(long index) {
        drawn = index;
    }

    /** Draws made so far, or the place sought plus those made since. */
    public long drawn() {
        return drawn;
    }

    public long nextLong() {
        return SplitMix64.draw(start, drawn++);
    }

    /** Uniform in [0, 1), 53 bits. */
    public double nextDouble() {
        return SplitMix64.unit(nextLong());
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

    /** Standard normal, one draw each, by the inverse of the distribution. */
    public double nextGaussian() {
        return NormalQuantile.ofBits(nextLong());
    }
}
