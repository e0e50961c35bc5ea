package io.quorate.job.scenario;

import io.quorate.job.files.TradeCsv;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Market records of one real symbol and seven synthetic ones on four partitions, in arrival order: out of order within
 * the lateness, repeated, some too late, with heartbeats, and a tail of heartbeats that lets time pass the last trade.
 */
public final class MarketScenario {

    public static final int PARTITIONS = 4;
    public static final long LATENESS_MS = 20_000;
    static final long HEARTBEAT_MS = 30_000;

    private static final int SYMBOLS = 8;

    /** One record as a publisher sends it. */
    public record Arrival(long atMs, int partition, byte[] value) {}

    private final List<Arrival> arrivals = new ArrayList<>();
    private final long fromMs;
    private final long toMs;
    private int events;

    private MarketScenario(long fromMs, long toMs) {
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** The same records for the same arguments. */
    public static MarketScenario of(long seed, int tradesPerSymbol) {
        return of(seed, tradesPerSymbol, SYMBOLS);
    }

    /** As above, with fewer synthetic symbols. */
    public static MarketScenario of(long seed, int tradesPerSymbol, int symbols) {
        List<MarketEvent> real = TradeCsv.bitstamp().subList(20_000, 20_000 + tradesPerSymbol);
        MarketScenario s =
                new MarketScenario(real.get(0).tsMs(), real.get(real.size() - 1).tsMs());
        Random random = new Random(seed);
        s.trades(real, 0, random);
        for (int i = 1; i < symbols; i++) {
            s.trades(s.synthetic("SYN-" + i, tradesPerSymbol, random), i % PARTITIONS, random);
        }
        s.heartbeats();
        s.arrivals.sort(Comparator.comparingLong(Arrival::atMs));
        return s;
    }

    /** Records that were written down, in arrival order. */
    public static MarketScenario recorded(List<Arrival> arrivals) {
        MarketScenario s = new MarketScenario(
                arrivals.get(0).atMs(), arrivals.get(arrivals.size() - 1).atMs());
        s.arrivals.addAll(arrivals);
        return s;
    }

    public List<Arrival> arrivals() {
        return arrivals;
    }

    /**
     * The last heartbeat of every partition once more. A restored job knows no watermark until every partition has
     * spoken again; this lets a scenario without further records go on, at no later event time.
     */
    public List<Arrival> pulse() {
        return arrivals.subList(arrivals.size() - PARTITIONS, arrivals.size());
    }

    /** Number of records that arrive before a share of the way. */
    public int before(double share) {
        return (int) arrivals.stream().filter(a -> a.atMs() < at(share)).count();
    }

    /** Number of records, heartbeats left out. */
    public int events() {
        return events;
    }

    public long fromMs() {
        return fromMs;
    }

    public long toMs() {
        return toMs;
    }

    /** An event time that share of the way through. */
    public long at(double share) {
        return fromMs + (long) ((toMs - fromMs) * share);
    }

    private List<MarketEvent> synthetic(String symbol, int n, Random random) {
        List<MarketEvent> trades = new ArrayList<>();
        double price = 50 + random.nextInt(100);
        double drift = 0;
        for (int i = 0; i < n; i++) {
            drift = 0.9 * drift + 0.0006 * random.nextGaussian();
            price *= StrictMath.exp(drift + 0.001 * random.nextGaussian());
            long tsMs = fromMs + (toMs - fromMs) * i / n + random.nextInt(500);
            trades.add(MarketEvent.trade("synthetic", symbol, tsMs, "", price, 1 + random.nextInt(5), 0, 0));
        }
        return trades;
    }

    private void trades(List<MarketEvent> trades, int partition, Random random) {
        for (int i = 0; i < trades.size(); i++) {
            MarketEvent t = trades.get(i);
            MarketEvent withId = MarketEvent.trade(
                    t.venue(), t.symbol(), t.tsMs(), Integer.toString(i), t.price(), t.size(), partition, 0);
            byte[] value = MarketCodec.encode(withId);
            double u = random.nextDouble();
            long delayMs = u < 0.7 ? 0 : (long) (random.nextDouble() * LATENESS_MS * 0.6);
            if (u > 0.99) {
                delayMs = 3 * LATENESS_MS;
            }
            arrivals.add(new Arrival(t.tsMs() + delayMs, partition, value));
            events++;
            if (random.nextInt(20) == 0) {
                events++;
                arrivals.add(new Arrival(t.tsMs() + delayMs + random.nextInt(3_000), partition, value));
            }
        }
    }

    private void heartbeats() {
        long endMs = toMs + 20 * LATENESS_MS;
        for (long tsMs = fromMs; tsMs <= endMs; tsMs += HEARTBEAT_MS) {
            for (int p = 0; p < PARTITIONS; p++) {
                arrivals.add(new Arrival(tsMs, p, MarketCodec.encode(MarketEvent.heartbeat("test", tsMs, p, 0))));
            }
        }
    }
}
