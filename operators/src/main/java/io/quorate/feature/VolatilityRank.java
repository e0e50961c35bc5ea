package io.quorate.feature;

import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.state.VolatilityRankState;

/**
 * The volatility regime: percentile of the newest volatility among the trailing 500, with hysteresis.
 *
 * <p>Percentile = 100 (values below + half the values equal) / values, the newest included. HIGH is entered above 80 and
 * left below 70, LOW entered below 20 and left above 30. UNKNOWN until 100 values are held. Looks back only.
 */
final class VolatilityRank {

    static final int CAPACITY = 500;
    static final int FEWEST = 100;

    private VolatilityRank() {}

    static VolatilityRankState newState() {
        VolatilityRankState state = new VolatilityRankState();
        state.ring = new double[CAPACITY];
        state.sorted = new double[CAPACITY];
        return state;
    }

    /** Takes a volatility in; one that is not finite only prolongs the regime. */
    static void push(VolatilityRankState state, double volatility) {
        if (Double.isFinite(volatility)) {
            replaceOldest(state, volatility);
            int below = lowerBound(state.sorted, state.count, volatility);
            int upTo = upperBound(state.sorted, state.count, volatility);
            state.percentile = 100 * (below + 0.5 * (upTo - below)) / state.count;
        }
        VolatilityRegime regime = regime(state);
        state.regimeSamples = regime == state.regime ? state.regimeSamples + 1 : 1;
        state.regime = regime;
    }

    private static VolatilityRegime regime(VolatilityRankState state) {
        double percentile = state.percentile;
        if (state.count < FEWEST) {
            return VolatilityRegime.UNKNOWN;
        }
        if (percentile > 80 || (percentile >= 70 && state.regime == VolatilityRegime.HIGH)) {
            return VolatilityRegime.HIGH;
        }
        if (percentile < 20 || (percentile <= 30 && state.regime == VolatilityRegime.LOW)) {
            return VolatilityRegime.LOW;
        }
        return VolatilityRegime.NORMAL;
    }

    private static void replaceOldest(VolatilityRankState state, double volatility) {
        double[] sorted = state.sorted;
        if (state.count == CAPACITY) {
            int out = lowerBound(sorted, CAPACITY, state.ring[state.next]);
            System.arraycopy(sorted, out + 1, sorted, out, CAPACITY - 1 - out);
            state.count--;
        }
        int in = upperBound(sorted, state.count, volatility);
        System.arraycopy(sorted, in, sorted, in + 1, state.count - in);
        sorted[in] = volatility;
        state.count++;
        state.ring[state.next] = volatility;
        state.next = (state.next + 1) % CAPACITY;
    }

    private static int lowerBound(double[] sorted, int count, double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int upperBound(double[] sorted, int count, double value) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
