package io.quorate.job.batch;

import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import io.quorate.schema.market.RejectReason;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of trades or bars out of one file, checked. The row handed out is the same object each time. */
public final class RowSource implements AutoCloseable {

    private static final TableColumns TRADES =
            new TableColumns(List.of("symbol", "ts_ms", "price", "size"), List.of("id", "venue"));
    private static final TableColumns BARS = new TableColumns(
            List.of("symbol", "ts_ms", "open", "high", "low", "close", "volume"), List.of("trades", "vwap"));

    /** Bits for the lines of one file: more than any disk holds. */
    private static final int LINE_BITS = 44;

    private final TableReader reader;
    private final boolean bars;
    private final MarketRow row = new MarketRow();
    private final long firstOrdinal;
    private @Nullable RejectReason rejected;

    private RowSource(TableReader reader, boolean bars, int fileIndex) {
        this.reader = reader;
        this.bars = bars;
        this.firstOrdinal = (long) fileIndex << LINE_BITS;
    }

    /** Trades: symbol, ts_ms, price, size, and id and venue if there are any. */
    public static RowSource trades(Path file, int fileIndex) {
        return new RowSource(TableReader.open(file, TRADES), false, fileIndex);
    }

    /** Bars: symbol, ts_ms, open, high, low, close, volume, and trades and vwap if there are any. */
    public static RowSource bars(Path file, int fileIndex) {
        return new RowSource(TableReader.open(file, BARS), true, fileIndex);
    }

    /** File and line of an ordinal. */
    public static String place(List<Path> files, long ordinal) {
        return TableReader.place(files.get((int) (ordinal >> LINE_BITS)), ordinal & ((1L << LINE_BITS) - 1));
    }

    /** The next row; null at the end. */
    public @Nullable MarketRow next() {
        if (!reader.next()) {
            return null;
        }
        row.ordinal = firstOrdinal + reader.line();
        row.symbol = reader.text(0);
        row.tsMs = reader.integer(1);
        if (bars) {
            row.open = reader.number(2);
            row.high = reader.number(3);
            row.low = reader.number(4);
            row.close = reader.number(5);
            row.volume = reader.number(6);
            double trades = reader.has(7) ? reader.number(7) : 0;
            boolean known = trades >= 1 && reader.has(8);
            row.trades = known ? (long) trades : 0;
            row.vwap = known ? reader.number(8) : row.close;
            rejected = rejectedBar(row);
        } else {
            row.close = reader.number(2);
            row.volume = reader.number(3);
            row.id = reader.has(4) ? reader.text(4) : "";
            row.venue = reader.has(5) ? reader.text(5) : "";
            rejected = rejectedTrade(row);
        }
        return row;
    }

    /** Why the market's rules refuse the last row; null when they do not. */
    public @Nullable RejectReason rejected() {
        return rejected;
    }

    /** File and line of the last row. */
    public String place() {
        return reader.place();
    }

    /** Bytes of the file read so far. */
    public long bytesRead() {
        return reader.bytesRead();
    }

    private static @Nullable RejectReason rejectedTrade(MarketRow r) {
        if (!Double.isFinite(r.close) || !Double.isFinite(r.volume)) {
            return RejectReason.NOT_FINITE;
        }
        return common(r, r.close);
    }

    private static @Nullable RejectReason rejectedBar(MarketRow r) {
        boolean finite = Double.isFinite(r.open)
                && Double.isFinite(r.high)
                && Double.isFinite(r.low)
                && Double.isFinite(r.close)
                && Double.isFinite(r.volume)
                && Double.isFinite(r.vwap);
        if (!finite) {
            return RejectReason.NOT_FINITE;
        }
        RejectReason reason = common(r, Math.min(Math.min(r.open, r.close), Math.min(r.high, r.low)));
        if (reason != null) {
            return reason;
        }
        boolean ordered = r.low <= Math.min(r.open, r.close) && Math.max(r.open, r.close) <= r.high;
        return ordered ? null : RejectReason.OHLC_INCONSISTENT;
    }

    private static @Nullable RejectReason common(MarketRow r, double leastPrice) {
        if (r.symbol.isEmpty()) {
            return RejectReason.NAME_INVALID;
        }
        if (!(leastPrice > 0)) {
            return RejectReason.PRICE_NOT_POSITIVE;
        }
        if (!(r.volume >= 0)) {
            return RejectReason.SIZE_NEGATIVE;
        }
        return r.tsMs < 0 ? RejectReason.TIMESTAMP_NEGATIVE : null;
    }

    @Override
    public void close() {
        reader.close();
    }
}
