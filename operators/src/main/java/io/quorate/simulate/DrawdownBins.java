package io.quorate.simulate;

/**
 * Drawdowns to within 2^-18 (3.8e-6): 0 in a bin of its own, then 2^17 of equal width, each without its lower and with its
 * upper end.
 */
final class DrawdownBins implements Distribution {

    /** Greatest difference of a value and its bin's. */
    static final double ERROR = 0x1.0p-18;

    private static final int WIDTHS = 1 << 17;

    private final Bins bins;

    DrawdownBins(Bins bins) {
        this.bins = bins;
    }

    static Bins empty() {
        return new Bins(WIDTHS + 1);
    }

    /** The bin of a drawdown in [0, 1]. */
    static int bin(double drawdown) {
        return (int) Math.ceil(drawdown * WIDTHS);
    }

    @Override
    public long count() {
        return bins.total();
    }

    @Override
    public double atRank(long rank) {
        return middle(bins.atRank(rank));
    }

    private static double middle(int bin) {
        return bin == 0 ? 0 : (bin - 0.5) / WIDTHS;
    }

    @Override
    public long countAtMost(double value) {
        return value < 0 ? 0 : bins.upTo(bin(Math.min(1, value)));
    }

    @Override
    public double sumOfLeast(long values) {
        return bins.sumOfLeast(values, DrawdownBins::middle);
    }

    @Override
    public boolean exact() {
        return false;
    }
}
