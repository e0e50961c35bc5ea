package io.quorate.ensemble;

/**
 * Maps a margin to a probability: p = sigmoid(slope f + intercept) (Platt 1999).
 *
 * @param slope multiplies the margin
 * @param intercept log-odds at margin 0
 */
public record PlattCalibration(double slope, double intercept) implements Calibration {

    /** The plain sigmoid of the margin. */
    public static final PlattCalibration IDENTITY = new PlattCalibration(1, 0);

    public PlattCalibration {
        if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "expected a finite slope and intercept, was " + slope + " and " + intercept);
        }
    }

    @Override
    public double probability(double margin) {
        return sigmoid(slope * margin + intercept);
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.PLATT;
    }

    /** 1 / (1 + exp(-x)). */
    public static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
