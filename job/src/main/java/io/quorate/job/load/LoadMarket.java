package io.quorate.job.load;

import io.quorate.job.demo.SyntheticSymbols;
import io.quorate.job.files.TradeCsv;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The synthetic market of a load: trades made once and sent round and round, so that making them costs nothing. */
public final class LoadMarket {

    private static final long SEED = 20_131_125;
    private static final int LONGEST = 200_000;
    private static final int BASE_TRADES = 10_000;

    private final List<MarketEvent> trades;

    private LoadMarket(List<MarketEvent> trades) {
        this.trades = trades;
    }

    /** The same trades for the same number of symbols; at most {@value #LONGEST}. */
    public static LoadMarket of(int symbols) {
        List<MarketEvent> all = TradeCsv.bitstamp();
        List<MarketEvent> base = all.subList(0, Math.min(BASE_TRADES, Math.max(1, LONGEST / symbols)));
        List<MarketEvent> trades = new ArrayList<>();
        Iterator<MarketEvent> made = SyntheticSymbols.with(base, symbols, SEED);
        while (made.hasNext()) {
            MarketEvent trade = made.next();
            if (trade.venue().equals(SyntheticSymbols.VENUE)) {
                trades.add(trade);
            }
        }
        return new LoadMarket(trades);
    }

    /** One round of the market. */
    public List<MarketEvent> trades() {
        return trades;
    }

    /** The trades again and again, with the times they have. */
    public Iterator<MarketEvent> endless() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public MarketEvent next() {
                MarketEvent trade = trades.get(next);
                next = next + 1 == trades.size() ? 0 : next + 1;
                return trade;
            }
        };
    }

    /** So many records, {@code rate} to a second of event time from {@code fromMs} on, each with an id of its own. */
    public Iterator<MarketEvent> timed(int records, long fromMs, int rate) {
        Iterator<MarketEvent> source = endless();
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < records;
            }

            @Override
            public MarketEvent next() {
                long index = next++;
                return at(source.next(), fromMs + index * 1_000 / rate, index, 0);
            }
        };
    }

    /** The trade at another time. */
    public static MarketEvent at(MarketEvent trade, long tsMs, long index, int partition) {
        return MarketEvent.trade(
                trade.venue(), trade.symbol(), tsMs, "load#" + index, trade.price(), trade.size(), partition, index);
    }
}
