package io.quorate.job.report;

import java.util.Arrays;

/**
 * Prices of one symbol in the order they came, in memory that does not grow with their number: of each stretch of equally many
 * prices the least and the greatest are kept, and stretches are joined in pairs when there are too many. Not thread-safe.
 */
public final class PriceLine {
    private static final int MOST_STRETCHES = 2_000;

    private final long[] leastMs = new long[MOST_STRETCHES];
    private final double[] least = new double[MOST_STRETCHES];
    private final long[] greatestMs = new long[MOST_STRETCHES];
    private final double[] greatest = new double[MOST_STRETCHES];
    private int stretches;
    private long pricesEach = 1;
    private long pricesInLast = 1;
    private long count;

    /** Adds a price; one that is not finite is passed over. */
    public void add(long tsMs, double price) {
        if (!Double.isFinite(price)) {
            return;
        }
        count++;
        if (pricesInLast == pricesEach) {
            if (stretches == MOST_STRETCHES) {
                join();
            }
            begin(tsMs, price);
            return;
        }
        widen(stretches - 1, tsMs, price, tsMs, price);
        pricesInLast++;
    }

    private void begin(long tsMs, double price) {
        leastMs[stretches] = tsMs;
        least[stretches] = price;
        greatestMs[stretches] = tsMs;
        greatest[stretches] = price;
        stretches++;
        pricesInLast = 1;
    }

    private void widen(int at, long lowMs, double low, long highMs, double high) {
        if (low < least[at]) {
            leastMs[at] = lowMs;
            least[at] = low;
        }
        if (high > greatest[at]) {
            greatestMs[at] = highMs;
            greatest[at] = high;
        }
    }

    private void join() {
        for (int i = 0; i < stretches; i += 2) {
            int to = i / 2;
            leastMs[to] = leastMs[i];
            least[to] = least[i];
            greatestMs[to] = greatestMs[i];
            greatest[to] = greatest[i];
            widen(to, leastMs[i + 1], least[i + 1], greatestMs[i + 1], greatest[i + 1]);
        }
        stretches /= 2;
        pricesEach *= 2;
        pricesInLast = pricesEach;
    }

    /** Prices added. */
    public long count() {
        return count;
    }

    public long[] timesMs() {
        long[] times = new long[2 * stretches];
        int size = 0;
        for (int i = 0; i < stretches; i++) {
            times[size++] = Math.min(leastMs[i], greatestMs[i]);
            if (leastMs[i] != greatestMs[i]) {
                times[size++] = Math.max(leastMs[i], greatestMs[i]);
            }
        }
        return Arrays.copyOf(times, size);
    }

    public double[] prices() {
        double[] prices = new double[2 * stretches];
        int size = 0;
        for (int i = 0; i < stretches; i++) {
            boolean leastFirst = leastMs[i] <= greatestMs[i];
            prices[size++] = leastFirst ? least[i] : greatest[i];
            if (leastMs[i] != greatestMs[i]) {
                prices[size++] = leastFirst ? greatest[i] : least[i];
            }
        }
        return Arrays.copyOf(prices, size);
    }
}
