package io.quorate.learn;

/**
 * A span of time to learn from and the one after it to be tested on; both without their end.
 *
 * @param trainFromMs first event time a row may have
 * @param trainToMs event time before which its label must be known
 * @param testFromMs first event time of the test, when the ensemble takes effect
 * @param testToMs end of the test
 */
public record Fold(long trainFromMs, long trainToMs, long testFromMs, long testToMs) {

    public Fold {
        if (!(trainFromMs < trainToMs && trainToMs <= testFromMs && testFromMs < testToMs)) {
            throw new IllegalArgumentException("expected a training span, then a test span, was " + trainFromMs + ".."
                    + trainToMs + " and " + testFromMs + ".." + testToMs);
        }
    }

    /** Whether a row may be learned from: its label is known before the span ends, so it does not reach the test. */
    public boolean trains(long tsMs, long labelKnownMs) {
        return tsMs >= trainFromMs && labelKnownMs < trainToMs;
    }

    /** Whether a row is tested on. */
    public boolean tests(long tsMs) {
        return tsMs >= testFromMs && tsMs < testToMs;
    }
}
