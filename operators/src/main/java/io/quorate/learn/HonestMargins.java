package io.quorate.learn;

import java.util.Arrays;

/**
 * Margins of rows whose member did not learn from them, in time order: training rows by members fitted on the other
 * blocks of training time, then the calibration rows by the members that will serve.
 *
 * <p>Calibration on the calibration rows alone takes the base rate of one stretch of time for that of all: members are
 * then off as soon as the market is livelier or calmer than it was in that stretch.
 *
 * @param margins by member, then row
 * @param labels by row
 * @param block number of the stretch of time a row lies in, ascending
 */
record HonestMargins(double[][] margins, int[] labels, int[] block) {
    /** Blocks of the calibration rows when no training rows join them. */
    private static final int BLOCKS = 5;

    /**
     * Collects them.
     *
     * @param fitted the members that will serve
     * @param rounds rounds of boosting in every fold
     */
    static HonestMargins of(
            TrainingSet set, FittedMembers fitted, int rounds, TrainOptions options, ProgressListener listener) {
        int[] train = set.rows(Split.TRAIN);
        int[] calibration = set.rows(Split.CALIBRATION);
        HonestMargins all = calibrationOnly(set, fitted, calibration, options.calibrationFolds());
        int folds = options.calibrationFolds();
        HonestMargins[] held = new HonestMargins[folds];
        for (int k = 0; k < folds; k++) {
            int[] block = Arrays.copyOfRange(train, cut(train, k, folds), cut(train, k + 1, folds));
            int[] others = others(set, train, block, options.embargoMs());
            if (block.length == 0 || !set.teaches(others)) {
                return all;
            }
            listener.progress("fold " + (k + 1) + " of " + folds, (double) k / folds);
            FittedMembers fold = FittedMembers.fit(set, others, rounds, options, ProgressListener.NONE);
            int[] number = new int[block.length];
            Arrays.fill(number, k);
            held[k] = new HonestMargins(fold.margins(set, block), set.labels(block), number);
        }
        for (int k = folds - 1; k >= 0; k--) {
            all = held[k].then(all);
        }
        return all;
    }

    private static HonestMargins calibrationOnly(TrainingSet set, FittedMembers fitted, int[] rows, int folds) {
        int[] number = new int[rows.length];
        for (int i = 0; i < number.length; i++) {
            number[i] = folds == 0 ? (int) ((long) i * BLOCKS / number.length) : folds;
        }
        return new HonestMargins(fitted.margins(set, rows), set.labels(rows), number);
    }

    private static int cut(int[] rows, int k, int folds) {
        return (int) ((long) rows.length * k / folds);
    }

    /** Training rows whose label span does not meet that of the block, nor its embargo. */
    private static int[] others(TrainingSet set, int[] train, int[] block, long embargoMs) {
        if (block.length == 0) {
            return train;
        }
        long fromMs = set.tsMs(block[0]) - embargoMs;
        long toMs = Arrays.stream(block).mapToLong(set::labelKnownMs).max().orElse(fromMs) + embargoMs;
        return Arrays.stream(train)
                .filter(row -> set.labelKnownMs(row) < fromMs || set.tsMs(row) > toMs)
                .toArray();
    }

    int rows() {
        return labels.length;
    }

    private HonestMargins then(HonestMargins later) {
        double[][] joined = new double[margins.length][];
        for (int m = 0; m < joined.length; m++) {
            joined[m] = Arrays.copyOf(margins[m], rows() + later.rows());
            System.arraycopy(later.margins[m], 0, joined[m], rows(), later.rows());
        }
        return new HonestMargins(joined, join(labels, later.labels), join(block, later.block));
    }

    private static int[] join(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
