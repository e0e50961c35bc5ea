package io.quorate.job.demo;

import io.quorate.job.files.TradeCsv;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The trades of a demonstration, cut by event time: before the first cut they train the first bundle, after it they are
 * replayed; the second bundle, put in force midway, may use what lies before the middle of the replay.
 */
public final class DemoHistory {

    static final double TRAINING_SHARE = 0.4;
    private static final long SEED = 20131125;

    private final List<MarketEvent> trades;
    private final long replayFromMs;
    private final long midwayMs;

    private DemoHistory(List<MarketEvent> trades) {
        this.trades = trades;
        long fromMs = trades.get(0).tsMs();
        long spanMs = trades.get(trades.size() - 1).tsMs() - fromMs;
        this.replayFromMs = fromMs + (long) (spanMs * TRAINING_SHARE);
        this.midwayMs = fromMs + (long) (spanMs * (1 + TRAINING_SHARE) / 2);
    }

    /** The real trades, and synthetic symbols correlated with them. */
    public static DemoHistory of(int syntheticSymbols) {
        List<MarketEvent> trades = new ArrayList<>();
        Iterator<MarketEvent> all = SyntheticSymbols.with(TradeCsv.bitstamp(), syntheticSymbols, SEED);
        all.forEachRemaining(trades::add);
        return new DemoHistory(trades);
    }

    /** Trades before an event time. */
    List<MarketEvent> before(long tsMs) {
        return trades.stream().filter(t -> t.tsMs() < tsMs).toList();
    }

    /** Trades to replay, in time order. */
    List<MarketEvent> replay() {
        return trades.stream().filter(t -> t.tsMs() >= replayFromMs).toList();
    }

    long replayFromMs() {
        return replayFromMs;
    }

    long midwayMs() {
        return midwayMs;
    }

    /** Event time the replay spans. */
    long replaySpanMs() {
        return trades.get(trades.size() - 1).tsMs() - replayFromMs;
    }
}
