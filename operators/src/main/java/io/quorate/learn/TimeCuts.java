package io.quorate.learn;

import java.util.Arrays;

/**
 * Where history is cut into training, calibration and test.
 *
 * @param calibrationFromMs first time of calibration
 * @param testFromMs first time of test
 * @param embargoMs event time left out after each cut
 */
public record TimeCuts(long calibrationFromMs, long testFromMs, long embargoMs) {

    /**
     * Cuts rows by their number.
     *
     * @param timesMs event times of the rows, in any order
     */
    public static TimeCuts of(long[] timesMs, SplitOptions options) {
        long[] sorted = timesMs.clone();
        Arrays.sort(sorted);
        return new TimeCuts(
                cut(sorted, options.trainFraction()),
                cut(sorted, options.trainFraction() + options.calibrationFraction()),
                options.embargoMs());
    }

    private static long cut(long[] times, double fraction) {
        int index = (int) Math.floor(times.length * fraction);
        return index < times.length ? times[index] : Long.MAX_VALUE;
    }

    /** What a row is for; PURGED if its label, known at {@code knownMs}, reaches over a cut, or in an embargo. */
    public Split split(long tsMs, long knownMs) {
        if (tsMs < calibrationFromMs) {
            return knownMs < calibrationFromMs ? Split.TRAIN : Split.PURGED;
        }
        if (tsMs < testFromMs) {
            boolean clear = tsMs - calibrationFromMs >= embargoMs && knownMs < testFromMs;
            return clear ? Split.CALIBRATION : Split.PURGED;
        }
        return tsMs - testFromMs >= embargoMs ? Split.TEST : Split.PURGED;
    }
}
