package io.quorate.learn;

/** How much a row counts when members are fitted. */
public enum ClassWeights {
    /** Every row the same. */
    NONE,
    /** Both labels the same in sum: n / (2 rows with that label). Calibration gives the base rate back. */
    BALANCED;

    /** Weight of rows labelled 0, and of rows labelled 1. */
    double[] of(int[] labels) {
        int positives = 0;
        for (int label : labels) {
            positives += label;
        }
        int negatives = labels.length - positives;
        return this == NONE || positives == 0 || negatives == 0
                ? new double[] {1, 1}
                : new double[] {labels.length / (2.0 * negatives), labels.length / (2.0 * positives)};
    }
}
