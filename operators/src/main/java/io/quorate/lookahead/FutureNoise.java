package io.quorate.lookahead;

import io.quorate.random.CounterStream;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The same history with another future: behind the cut each symbol goes on from its last price in a random walk, four
 * times as wild as before, with other volumes, at the same times.
 */
final class FutureNoise {
    private static final double WILDER = 4;
    private static final double LEAST_STEP = 1e-3;
    private static final double GREATEST_STEP = 0.05;

    /** What a symbol was like before the cut. */
    private static final class Walk {
        private double price;
        private double steps;
        private double volumes;
        private long count;

        private void learn(double close, double volume) {
            if (price > 0) {
                steps += Math.abs(StrictMath.log(close / price));
            }
            price = close;
            volumes += volume;
            count++;
        }

        private double step() {
            double mean = count > 1 ? steps / (count - 1) : 0;
            return WILDER * Math.min(GREATEST_STEP, Math.max(LEAST_STEP, mean));
        }

        private double volume(CounterStream random) {
            return (count > 0 && volumes > 0 ? volumes / count : 1) * (0.5 + 2 * random.nextDouble());
        }
    }

    private FutureNoise() {}

    static List<MarketEvent> after(List<MarketEvent> history, long cutMs, long seed) {
        CounterStream random = new CounterStream(seed, cutMs);
        Map<String, Walk> walks = new HashMap<>();
        List<MarketEvent> changed = new ArrayList<>(history.size());
        for (MarketEvent e : history) {
            Walk walk = walks.computeIfAbsent(e.symbol(), s -> new Walk());
            MarketEvent other = e.eventTimeMs() > cutMs ? noise(e, walk, random) : null;
            if (other == null) {
                walk.learn(close(e), e.kind() == EventKind.TRADE ? e.size() : e.volume());
            }
            changed.add(other == null ? e : other);
        }
        return changed;
    }

    private static double close(MarketEvent e) {
        return e.kind() == EventKind.TRADE ? e.price() : e.close();
    }

    /** Null for a record without prices. */
    private static @Nullable MarketEvent noise(MarketEvent e, Walk walk, CounterStream random) {
        if (e.kind() == EventKind.HEARTBEAT) {
            return null;
        }
        double step = walk.step();
        double open = walk.price > 0 ? walk.price : close(e);
        double close = open * StrictMath.exp(step * random.nextGaussian());
        walk.price = close;
        double volume = walk.volume(random);
        if (e.kind() == EventKind.TRADE) {
            return MarketEvent.trade(e.venue(), e.symbol(), e.tsMs(), e.id(), close, volume, e.partition(), e.offset());
        }
        double high = Math.max(open, close) * (1 + step * random.nextDouble());
        double low = Math.min(open, close) / (1 + step * random.nextDouble());
        return MarketEvent.bar(
                e.venue(),
                e.symbol(),
                e.tsMs(),
                e.intervalMs(),
                open,
                high,
                low,
                close,
                volume,
                e.partition(),
                e.offset());
    }
}
