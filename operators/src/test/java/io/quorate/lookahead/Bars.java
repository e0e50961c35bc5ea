package io.quorate.lookahead;

import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Made-up histories of five-minute bars. */
final class Bars {
    static final long BAR_MS = 300_000;
    static final long HOUR_MS = 12 * BAR_MS;
    static final long FROM_MS = 1_700_006_400_000L;

    private Bars() {}

    /** Bars of some symbols in event-time order. */
    static List<MarketEvent> of(long seed, int bars, String... symbols) {
        List<MarketEvent> all = new ArrayList<>();
        for (String symbol : symbols) {
            Random random = new Random(seed + symbol.hashCode());
            double price = 100;
            for (int i = 0; i < bars; i++) {
                double sigma = 0.001 * (1 + (i / 60) % 3);
                double open = price;
                price *= StrictMath.exp(sigma * random.nextGaussian());
                double high = Math.max(open, price) * (1 + sigma * random.nextDouble());
                double low = Math.min(open, price) * (1 - sigma * random.nextDouble());
                all.add(MarketEvent.bar(
                        "test",
                        symbol,
                        FROM_MS + i * BAR_MS,
                        BAR_MS,
                        open,
                        high,
                        low,
                        price,
                        1 + random.nextInt(99),
                        0,
                        i));
            }
        }
        all.sort(Comparator.comparingLong(MarketEvent::tsMs));
        return all;
    }
}
