package io.quorate.job.demo;

import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Symbols that do not exist, correlated with a real one: SYN-001, SYN-002, … of venue {@code synthetic}.
 *
 * <p>Symbol k answers trade i of the base, up to 999 ms later, at
 * {@code start_k · (base_i / base_0)^beta_k · exp(walk_k,i)}, where walk adds a normal step of {@link #STEP_SD} a trade
 * and returns to 0 at rate {@link #REVERSION}; beta is 0.5 to 1.5. Prices have 4 decimals. The same base, number and
 * seed give the same trades; a symbol does not depend on how many there are.
 */
public final class SyntheticSymbols {
    public static final String VENUE = "synthetic";

    static final double STEP_SD = 0.0004;
    static final double REVERSION = 0.001;

    private static final double DECIMALS = 10_000;

    private SyntheticSymbols() {}

    /** Name of the k-th synthetic symbol, from 1. */
    public static String name(int k) {
        return String.format(Locale.ROOT, "SYN-%03d", k);
    }

    /** Names of the first n. */
    public static List<String> names(int n) {
        List<String> names = new ArrayList<>();
        for (int k = 1; k <= n; k++) {
            names.add(name(k));
        }
        return names;
    }

    /**
     * The base trades and those of n synthetic symbols, by time; made while they are read.
     *
     * @param base trades of one symbol in time order, not empty
     * @param n number of synthetic symbols
     */
    public static Iterator<MarketEvent> with(List<MarketEvent> base, int n, long seed) {
        if (base.isEmpty()) {
            throw new IllegalArgumentException("expected base trades, was none");
        }
        if (n < 0 || n > 10_000) {
            throw new IllegalArgumentException("expected 0 to 10000 synthetic symbols, was " + n);
        }
        return new Merge(base, n, seed);
    }

    /** One symbol's path, trade after trade. */
    private static final class Path {
        private final String symbol;
        private final SplitMix64 random;
        private final double start;
        private final double beta;
        private double walk;
        private int trades;

        private Path(int k, long seed) {
            symbol = name(k);
            random = new SplitMix64(seed ^ (k * 0xD1342543DE82EF95L));
            start = 20 + 480 * random.nextDouble();
            beta = 0.5 + random.nextDouble();
        }

        private MarketEvent answer(MarketEvent trade, double basePrice) {
            walk += STEP_SD * random.nextGaussian() - REVERSION * walk;
            double price = start * StrictMath.exp(beta * StrictMath.log(trade.price() / basePrice) + walk);
            double size = 0.1 + 10 * random.nextDouble() * random.nextDouble();
            long tsMs = trade.tsMs() + random.nextInt(1_000);
            trades++;
            return MarketEvent.trade(
                    VENUE,
                    symbol,
                    tsMs,
                    symbol + "#" + trades,
                    Math.max(1, Math.round(price * DECIMALS)) / DECIMALS,
                    Math.round(size * DECIMALS) / DECIMALS,
                    0,
                    0);
        }
    }

    /** An event that waits for its time; {@code order} tells equal times apart. */
    private record Waiting(MarketEvent event, long order) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int byTime = Long.compare(event.tsMs(), other.event.tsMs());
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Merges base and answers: nothing is released before every earlier base trade was answered. */
    private static final class Merge implements Iterator<MarketEvent> {
        private final List<MarketEvent> base;
        private final List<Path> paths = new ArrayList<>();
        private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
        private int next;
        private long order;

        private Merge(List<MarketEvent> base, int n, long seed) {
            this.base = base;
            for (int k = 1; k <= n; k++) {
                paths.add(new Path(k, seed));
            }
        }

        @Override
        public boolean hasNext() {
            return next < base.size() || !waiting.isEmpty();
        }

        @Override
        public MarketEvent next() {
            while (next < base.size()
                    && (waiting.isEmpty()
                            || base.get(next).tsMs() <= waiting.peek().event().tsMs())) {
                MarketEvent trade = base.get(next++);
                waiting.add(new Waiting(trade, order++));
                for (Path path : paths) {
                    waiting.add(new Waiting(path.answer(trade, base.get(0).price()), order++));
                }
            }
            Waiting first = waiting.poll();
            if (first == null) {
                throw new NoSuchElementException("expected another trade, was the end");
            }
            return first.event();
        }
    }
}
