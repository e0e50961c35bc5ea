package io.quorate.learn;

import io.quorate.ensemble.Calibration;
import io.quorate.ensemble.CalibrationKind;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The calibration of one member, and why it is of that kind.
 *
 * <p>With a choice and at least {@value #LEAST_ISOTONIC_ROWS} rows, both kinds are fitted on all blocks of time but one
 * and measured on that one, for each block. Isotonic, the one with more freedom, is taken when its log loss is lower by
 * more than one standard error of the blocks' differences and its Brier score is not higher.
 *
 * @param calibration fitted on all rows
 * @param rows rows it was fitted on
 * @param compared null when there was no choice
 */
record CalibrationFit(
        Calibration calibration, int rows, @Nullable CalibrationComparison compared) {
    private static final int LEAST_ISOTONIC_ROWS = 1_000;

    /** Fits and chooses; as {@link PlattFit} it throws for rows that cannot teach. */
    static CalibrationFit of(HonestMargins honest, int member, CalibrationChoice choice) {
        double[] margins = honest.margins()[member];
        int[] labels = honest.labels();
        if (choice == CalibrationChoice.PLATT || honest.rows() < LEAST_ISOTONIC_ROWS) {
            return new CalibrationFit(PlattFit.fit(margins, labels), labels.length, null);
        }
        if (choice == CalibrationChoice.ISOTONIC) {
            return new CalibrationFit(IsotonicFit.fit(margins, labels), labels.length, null);
        }
        CalibrationComparison compared = compare(honest, member);
        Calibration chosen = compared != null && compared.isotonicIsBetter()
                ? IsotonicFit.fit(margins, labels)
                : PlattFit.fit(margins, labels);
        return new CalibrationFit(chosen, labels.length, compared);
    }

    /** Null when a block leaves only one label to the others. */
    private static @Nullable CalibrationComparison compare(HonestMargins honest, int member) {
        double[] margins = honest.margins()[member];
        int[] labels = honest.labels();
        int[] blocks = Arrays.stream(honest.block()).distinct().toArray();
        double[] platt = new double[labels.length];
        double[] isotonic = new double[labels.length];
        double[] difference = new double[blocks.length];
        for (int b = 0; b < blocks.length; b++) {
            int number = blocks[b];
            int[] held = rows(honest, number, true);
            int[] others = rows(honest, number, false);
            int positives = Arrays.stream(pick(labels, others)).sum();
            if (positives == 0 || positives == others.length) {
                return null;
            }
            Calibration one = fit(CalibrationKind.PLATT, margins, labels, others);
            Calibration other = fit(CalibrationKind.ISOTONIC, margins, labels, others);
            for (int row : held) {
                platt[row] = one.probability(margins[row]);
                isotonic[row] = other.probability(margins[row]);
            }
            int[] y = pick(labels, held);
            difference[b] = BinaryScores.logLoss(pick(platt, held), y) - BinaryScores.logLoss(pick(isotonic, held), y);
        }
        return new CalibrationComparison(
                BinaryScores.logLoss(platt, labels),
                BinaryScores.logLoss(isotonic, labels),
                standardError(difference),
                BinaryScores.brier(platt, labels),
                BinaryScores.brier(isotonic, labels));
    }

    private static Calibration fit(CalibrationKind kind, double[] margins, int[] labels, int[] rows) {
        return kind == CalibrationKind.PLATT
                ? PlattFit.fit(pick(margins, rows), pick(labels, rows))
                : IsotonicFit.fit(pick(margins, rows), pick(labels, rows));
    }

    private static double standardError(double[] x) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double squares = 0;
        for (double value : x) {
            squares += (value - mean) * (value - mean);
        }
        return x.length < 2 ? Double.POSITIVE_INFINITY : StrictMath.sqrt(squares / (x.length - 1) / x.length);
    }

    private static int[] rows(HonestMargins honest, int block, boolean inside) {
        return IntStream.range(0, honest.rows())
                .filter(row -> (honest.block()[row] == block) == inside)
                .toArray();
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static int[] pick(int[] values, int[] rows) {
        return Arrays.stream(rows).map(row -> values[row]).toArray();
    }
}
