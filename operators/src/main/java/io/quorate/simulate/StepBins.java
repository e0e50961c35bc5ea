package io.quorate.simulate;

/** Numbers of steps, each as it is. */
final class StepBins implements Distribution {

    private final Bins bins;

    StepBins(Bins bins) {
        this.bins = bins;
    }

    @Override
    public long count() {
        return bins.total();
    }

    @Override
    public double atRank(long rank) {
        return bins.atRank(rank);
    }

    @Override
    public long countAtMost(double value) {
        return value < 0 ? 0 : bins.upTo((int) Math.min(Integer.MAX_VALUE, Math.floor(value)));
    }

    @Override
    public double sumOfLeast(long values) {
        return bins.sumOfLeast(values, bin -> bin);
    }

    @Override
    public boolean exact() {
        return true;
    }
}
