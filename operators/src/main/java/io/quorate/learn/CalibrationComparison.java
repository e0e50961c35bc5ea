package io.quorate.learn;

/**
 * Scores of both kinds of calibration on blocks of time they were not fitted on.
 *
 * @param plattLogLoss mean log loss of Platt
 * @param isotonicLogLoss of isotonic
 * @param standardError of their difference over the blocks
 * @param plattBrier Brier score of Platt
 * @param isotonicBrier of isotonic
 */
public record CalibrationComparison(
        double plattLogLoss, double isotonicLogLoss, double standardError, double plattBrier, double isotonicBrier) {

    /** Whether the kind with more freedom is clearly better. */
    boolean isotonicIsBetter() {
        return plattLogLoss - isotonicLogLoss > standardError && isotonicBrier <= plattBrier;
    }
}
