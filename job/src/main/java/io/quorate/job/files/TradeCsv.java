package io.quorate.job.files;

import io.quorate.job.fault.UserError;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trades in CSV: {@code symbol,ts_ms,price,size[,id]}, or Bitcoin history as {@code timestamp,price,amount} with
 * seconds.
 *
 * <p>Without an id column the id is FILE#ROW, so that equal trades stay two. Values that the market's rules refuse, a
 * negative price say, are passed on: the job has to refuse them. What is not a finite number is an error with file and
 * line.
 */
public final class TradeCsv {
    /** Resource of real trades: Bitstamp, BTC-USD, 2013-11-25 to 2013-12-01, in org.ta4j:ta4j-examples (MIT). */
    public static final String BITSTAMP = "bitstamp_trades_from_20131125_usd.csv";

    private static final List<String> COLUMNS = List.of("symbol", "ts_ms", "price", "size");
    private static final List<String> COLUMNS_WITH_ID = List.of("symbol", "ts_ms", "price", "size", "id");
    private static final List<String> SECONDS_COLUMNS = List.of("timestamp", "price", "amount");

    private TradeCsv() {}

    /** Every trade of a file in time order. */
    public static List<MarketEvent> read(Path file, String venue) {
        List<MarketEvent> trades = new ArrayList<>();
        forEach(file, venue, trades::add);
        return TimeOrder.of(trades);
    }

    /** Hands every trade of a file on in the order of the file; gives their number. */
    public static long forEach(Path file, String venue, Consumer<MarketEvent> sink) {
        try (CsvRows rows = CsvRows.open(file)) {
            return forEach(rows, venue, "", sink);
        }
    }

    /** The real Bitstamp trades in time order, symbol BTC-USD; throws UserError when their jar is not there. */
    public static List<MarketEvent> bitstamp() {
        InputStream in = TradeCsv.class.getClassLoader().getResourceAsStream(BITSTAMP);
        if (in == null) {
            throw UserError.failed("expected the resource " + BITSTAMP + " of ta4j-examples, was not there");
        }
        List<MarketEvent> trades = new ArrayList<>();
        try (in;
                CsvRows rows = CsvRows.open(BITSTAMP, in)) {
            forEach(rows, "bitstamp", "BTC-USD", trades::add);
        } catch (IOException e) {
            throw UserError.failed("expected the resource " + BITSTAMP + " to be readable, was not", e);
        }
        return TimeOrder.of(trades);
    }

    private static long forEach(CsvRows rows, String venue, String symbolOfSeconds, Consumer<MarketEvent> sink) {
        List<String> header = rows.header();
        if (header.equals(SECONDS_COLUMNS)) {
            String symbol = symbolOfSeconds.isEmpty() ? "BTC-USD" : symbolOfSeconds;
            while (rows.next()) {
                long tsMs = Math.multiplyExact(rows.integer(0), 1_000L);
                sink.accept(MarketEvent.trade(
                        venue, symbol, tsMs, rows.rowId(), rows.number(1), rows.number(2), 0, rows.row() - 1));
            }
        } else if (header.equals(COLUMNS) || header.equals(COLUMNS_WITH_ID)) {
            boolean withId = header.equals(COLUMNS_WITH_ID);
            while (rows.next()) {
                String id = withId && !rows.text(4).isEmpty() ? rows.text(4) : rows.rowId();
                sink.accept(MarketEvent.trade(
                        venue, rows.text(0), rows.integer(1), id, rows.number(2), rows.number(3), 0, rows.row() - 1));
            }
        } else {
            throw rows.error("expected columns " + String.join(",", COLUMNS) + "[,id] or "
                    + String.join(",", SECONDS_COLUMNS) + ", was " + String.join(",", header));
        }
        return rows.row();
    }
}
