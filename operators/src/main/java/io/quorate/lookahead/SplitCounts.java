package io.quorate.lookahead;

import java.util.Map;

/**
 * Rows a bundle was made from, as its metrics tell.
 *
 * @param train rows of the training split
 * @param calibration rows of the calibration split
 * @param calibratedOn rows the calibration of each member was fitted on
 */
public record SplitCounts(long train, long calibration, Map<String, Long> calibratedOn) {
    public SplitCounts {
        calibratedOn = Map.copyOf(calibratedOn);
    }
}
