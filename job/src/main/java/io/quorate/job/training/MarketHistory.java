package io.quorate.job.training;

import io.quorate.job.fault.UserError;
import io.quorate.job.files.BarCsv;
import io.quorate.job.files.TradeCsv;
import io.quorate.schema.market.MarketEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one or more files in time order, equal times in the order of the files; each one's offset is its place
 * in that order.
 *
 * @param events trades, or ready bars
 * @param kind which
 */
public record MarketHistory(List<MarketEvent> events, InputKind kind) {
    private static final String VENUE = "history";

    /** Interval ready bars are read with until the real one is known. */
    private static final long ONE_MS = 1;

    public MarketHistory {
        events = List.copyOf(events);
    }

    /** The real Bitstamp trades that come with the project's dependencies; throws UserError when they are not there. */
    public static MarketHistory bitstamp() {
        return new MarketHistory(numbered(TradeCsv.bitstamp()), InputKind.TRADES);
    }

    /**
     * Reads files of one kind.
     *
     * @param barIntervalMs length of ready bars; 0 to take the least distance of two of one symbol
     * @throws UserError for a file that cannot be read, with its line, or for files of both kinds
     */
    public static MarketHistory read(List<Path> files, long barIntervalMs) {
        InputKind kind = InputKind.of(files.get(0));
        List<MarketEvent> events = new ArrayList<>();
        for (Path file : files) {
            InputKind other = InputKind.of(file);
            if (other != kind) {
                throw UserError.wrongUse(file + ":1: expected " + kind + " as in " + files.get(0) + ", was " + other);
            }
            events.addAll(kind == InputKind.TRADES ? TradeCsv.read(file, VENUE) : BarCsv.read(file, VENUE, ONE_MS));
        }
        if (files.size() > 1) {
            events.sort(Comparator.comparingLong(MarketEvent::tsMs));
        }
        if (kind == InputKind.BARS) {
            long intervalMs = barIntervalMs > 0 ? barIntervalMs : spacingMs(events, files.get(0));
            events.replaceAll(bar -> withInterval(bar, intervalMs));
        }
        return new MarketHistory(numbered(events), kind);
    }

    /** Length of the bars; 0 for trades or no bars. */
    public long barIntervalMs() {
        return events.isEmpty() ? 0 : events.get(0).intervalMs();
    }

    private static List<MarketEvent> numbered(List<MarketEvent> events) {
        List<MarketEvent> numbered = new ArrayList<>(events.size());
        for (MarketEvent event : events) {
            numbered.add(event.at(0, numbered.size()));
        }
        return numbered;
    }

    private static long spacingMs(List<MarketEvent> bars, Path file) {
        Map<String, Long> lastMs = new HashMap<>();
        long leastMs = Long.MAX_VALUE;
        for (MarketEvent bar : bars) {
            Long before = lastMs.put(bar.symbol(), bar.tsMs());
            if (before != null && bar.tsMs() > before) {
                leastMs = Math.min(leastMs, bar.tsMs() - before);
            }
        }
        if (leastMs == Long.MAX_VALUE) {
            throw UserError.wrongUse(file + ": expected at least two bars of a symbol to see their interval, was fewer;"
                    + " say it with --bars");
        }
        return leastMs;
    }

    private static MarketEvent withInterval(MarketEvent bar, long intervalMs) {
        return MarketEvent.bar(
                bar.venue(),
                bar.symbol(),
                bar.tsMs(),
                intervalMs,
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.partition(),
                bar.offset());
    }
}
