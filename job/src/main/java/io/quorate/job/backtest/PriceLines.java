package io.quorate.job.backtest;

import io.quorate.job.report.PriceLine;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prices of a market's symbols to draw: trades, or closes of bars. */
public final class PriceLines {
    private PriceLines() {}

    /** Reads the market once more; throws UserError for what cannot be read. */
    public static Map<String, PriceLine> of(MarketSource market, Set<String> symbols, MarketSource.Progress progress) {
        Map<String, PriceLine> lines = new TreeMap<>();
        symbols.forEach(symbol -> lines.put(symbol, new PriceLine()));
        market.forEach(
                inbound -> {
                    MarketEvent event = inbound.event();
                    PriceLine line = event == null ? null : lines.get(event.symbol());
                    if (event != null && line != null) {
                        line.add(event.eventTimeMs(), event.kind() == EventKind.BAR ? event.close() : event.price());
                    }
                },
                progress);
        return lines;
    }
}
