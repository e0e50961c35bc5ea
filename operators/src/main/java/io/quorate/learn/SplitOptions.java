package io.quorate.learn;

/**
 * Cuts history by event time into training, calibration and test.
 *
 * <p>A row whose label span meets the next split is purged; so are the rows in the embargo at the start of calibration
 * and test.
 *
 * @param trainFraction share of the rows before the first cut
 * @param calibrationFraction share between the cuts; the rest is test
 * @param embargoMs event time left out after each cut
 */
public record SplitOptions(double trainFraction, double calibrationFraction, long embargoMs) {
    /** 60 % training, 20 % calibration, 20 % test, no embargo. */
    public static final SplitOptions DEFAULT = new SplitOptions(0.6, 0.2, 0);

    public SplitOptions {
        if (!(trainFraction > 0 && calibrationFraction > 0 && trainFraction + calibrationFraction <= 1)) {
            throw new IllegalArgumentException("expected fractions > 0 that sum to at most 1, was " + trainFraction
                    + " and " + calibrationFraction);
        }
        if (embargoMs < 0) {
            throw new IllegalArgumentException("expected an embargo >= 0 ms, was " + embargoMs);
        }
    }
}
