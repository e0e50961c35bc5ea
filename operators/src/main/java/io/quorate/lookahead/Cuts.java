package io.quorate.lookahead;

import io.quorate.random.CounterStream;
import io.quorate.schema.market.MarketEvent;
import java.util.Arrays;
import java.util.List;

/** Event times at which a history is cut: one at random in each of equally long parts of what is decided. */
final class Cuts {
    private static final double FIRST = 0.1;

    private Cuts() {}

    /**
     * Ascending; as many as there are different event times if those are fewer.
     *
     * @param fromMs no cut before; the first tenth of the history has none either, everything warms up there
     */
    static long[] of(List<MarketEvent> history, long fromMs, int count, long seed) {
        long[] times = history.stream()
                .mapToLong(MarketEvent::eventTimeMs)
                .sorted()
                .distinct()
                .toArray();
        if (times.length < 2) {
            throw new IllegalArgumentException("expected a history of two event times or more, was " + times.length);
        }
        CounterStream random = new CounterStream(seed, 0);
        int from = (int) (FIRST * (times.length - 1));
        while (from < times.length - 2 && times[from] < fromMs) {
            from++;
        }
        int span = times.length - 1 - from;
        long[] cuts = new long[count];
        for (int i = 0; i < count; i++) {
            cuts[i] = times[from + (int) ((i + random.nextDouble()) * span / count)];
        }
        return Arrays.stream(cuts).distinct().toArray();
    }
}
