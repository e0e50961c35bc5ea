package io.quorate.backtest;

import io.quorate.ensemble.EnsembleScorer;
import io.quorate.schema.model.Credit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Probabilities of the ensemble against the labels that became known: by event time and by probability. A stretch begins
 * with an hour and doubles as often as it takes for {@value #MOST_PERIODS} of them to cover the run. Not thread-safe.
 */
final class CalibrationRecorder {

    private static final int MOST_PERIODS = 120;
    private static final int BINS = 10;
    private static final long FIRST_PERIOD_MS = 3_600_000;

    private TreeMap<Long, Sums> periods = new TreeMap<>();
    private final Sums[] bins = new Sums[BINS];
    private long periodMs = FIRST_PERIOD_MS;

    private static final class Sums {
        private long count;
        private double predicted;
        private long happened;
        private double squares;

        void add(double p, int label) {
            count++;
            predicted += p;
            happened += label;
            squares += (p - label) * (p - label);
        }

        void add(Sums other) {
            count += other.count;
            predicted += other.predicted;
            happened += other.happened;
            squares += other.squares;
        }
    }

    CalibrationRecorder() {
        for (int bin = 0; bin < BINS; bin++) {
            bins[bin] = new Sums();
        }
    }

    void credit(Credit credit) {
        double p = EnsembleScorer.combine(credit.memberProbabilities(), credit.memberWeights());
        if (Double.isNaN(p)) {
            return;
        }
        bins[Math.min(BINS - 1, (int) (p * BINS))].add(p, credit.label());
        periods.computeIfAbsent(Math.floorDiv(credit.knownTsMs(), periodMs), k -> new Sums())
                .add(p, credit.label());
        while (periods.size() > MOST_PERIODS) {
            merge();
        }
    }

    private void merge() {
        TreeMap<Long, Sums> merged = new TreeMap<>();
        periods.forEach((period, sums) -> merged.computeIfAbsent(Math.floorDiv(period, 2), k -> new Sums())
                .add(sums));
        periods = merged;
        periodMs *= 2;
    }

    List<CalibrationPeriod> periods() {
        List<CalibrationPeriod> out = new ArrayList<>();
        periods.forEach((period, s) -> out.add(new CalibrationPeriod(
                period * periodMs,
                (period + 1) * periodMs,
                s.count,
                s.predicted / s.count,
                (double) s.happened / s.count,
                s.squares / s.count)));
        return out;
    }

    List<ReliabilityBin> bins() {
        List<ReliabilityBin> out = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            Sums s = bins[bin];
            boolean none = s.count == 0;
            out.add(new ReliabilityBin(
                    (double) bin / BINS,
                    (double) (bin + 1) / BINS,
                    s.count,
                    none ? Double.NaN : s.predicted / s.count,
                    none ? Double.NaN : (double) s.happened / s.count));
        }
        return out;
    }
}
