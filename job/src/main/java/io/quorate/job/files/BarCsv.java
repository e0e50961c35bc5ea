package io.quorate.job.files;

import io.quorate.schema.market.MarketEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bars in CSV: {@code symbol,ts_ms,open,high,low,close,volume}, {@code ts_ms} the open time. What is not a finite
 * number is an error with file and line; other values are passed on, the job has to refuse them.
 */
public final class BarCsv {
    private static final List<String> COLUMNS = List.of("symbol", "ts_ms", "open", "high", "low", "close", "volume");

    private BarCsv() {}

    /**
     * Every bar of a file in time order.
     *
     * @param intervalMs length of the bars
     */
    public static List<MarketEvent> read(Path file, String venue, long intervalMs) {
        List<MarketEvent> bars = new ArrayList<>();
        forEach(file, venue, intervalMs, bars::add);
        return TimeOrder.of(bars);
    }

    /**
     * Hands every bar of a file on in the order of the file; gives their number.
     *
     * @param intervalMs length of the bars
     */
    public static long forEach(Path file, String venue, long intervalMs, Consumer<MarketEvent> sink) {
        try (CsvRows rows = CsvRows.open(file)) {
            if (!rows.header().equals(COLUMNS)) {
                throw rows.error(
                        "expected columns " + String.join(",", COLUMNS) + ", was " + String.join(",", rows.header()));
            }
            while (rows.next()) {
                sink.accept(MarketEvent.bar(
                        venue,
                        rows.text(0),
                        rows.integer(1),
                        intervalMs,
                        rows.number(2),
                        rows.number(3),
                        rows.number(4),
                        rows.number(5),
                        rows.number(6),
                        0,
                        rows.row() - 1));
            }
            return rows.row();
        }
    }
}
