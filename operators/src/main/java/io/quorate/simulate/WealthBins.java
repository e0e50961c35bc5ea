package io.quorate.simulate;

/**
 * Wealth to within a share of itself: bins between neighbouring powers of two, 2^15 of equal width between each pair, so
 * that the middle of a bin differs from what is in it by at most 2^-16 of that (1.6e-5). Between 2^-64 and 2^64 of the start;
 * what is less counts as 0, what is more as infinite.
 */
final class WealthBins implements Distribution {

    /** Greatest difference of a value and its bin's, as a share of the value. */
    static final double RELATIVE_ERROR = 0x1.0p-16;

    private static final int BITS = 15;
    private static final int OCTAVES = 64;
    private static final int SHIFT = 52 - BITS;

    /** Bits of 2^-64 above the shift. */
    private static final long LEAST = (long) (1023 - OCTAVES) << BITS;

    private static final int OVER = 2 * OCTAVES * (1 << BITS) + 1;

    private final Bins bins;

    WealthBins(Bins bins) {
        this.bins = bins;
    }

    static Bins empty() {
        return new Bins(OVER + 1);
    }

    /** The bin of a wealth of 0 or more. */
    static int bin(double wealth) {
        long place = (Double.doubleToRawLongBits(wealth) >>> SHIFT) - LEAST;
        return (int) Math.max(0, Math.min(OVER, place + 1));
    }

    private static double middle(int bin) {
        if (bin == 0) {
            return 0;
        }
        if (bin == OVER) {
            return Double.POSITIVE_INFINITY;
        }
        long lower = (LEAST + bin - 1) << SHIFT;
        return Double.longBitsToDouble(lower + (1L << (SHIFT - 1)));
    }

    @Override
    public long count() {
        return bins.total();
    }

    @Override
    public double atRank(long rank) {
        return middle(bins.atRank(rank));
    }

    @Override
    public long countAtMost(double value) {
        return value < 0 ? 0 : bins.upTo(bin(value));
    }

    @Override
    public double sumOfLeast(long values) {
        return bins.sumOfLeast(values, WealthBins::middle);
    }

    @Override
    public boolean exact() {
        return false;
    }
}
