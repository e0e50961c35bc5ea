package io.quorate.job.backtest;

import io.quorate.job.batch.MarketRow;
import io.quorate.job.batch.RowSource;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableFormat;
import io.quorate.job.table.TableReader;
import io.quorate.job.training.InputKind;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of one kind, looked through once: what they hold and whether they can be streamed. The rows of each symbol must
 * be in time order in each file; a file whose rows all are is {@link #ordered()}.
 *
 * @param files in the order given
 * @param kind trades or bars
 * @param rows of all of them
 * @param ordered whether every file is in time order as a whole
 * @param spacingMs least distance of two rows of one symbol; 0 for none
 * @param firstMs least time
 * @param lastMs greatest
 */
record HistoryFiles(
        List<Path> files, InputKind kind, long rows, boolean ordered, long spacingMs, long firstMs, long lastMs) {

    HistoryFiles {
        files = List.copyOf(files);
    }

    /** Looks the files through; throws UserError for one that cannot be used, with its place. */
    static HistoryFiles scan(List<Path> paths) {
        List<Path> files = TableFormat.files(paths);
        Scan scan = new Scan();
        InputKind kind = kind(files.get(0));
        for (int i = 0; i < files.size(); i++) {
            InputKind other = kind(files.get(i));
            if (other != kind) {
                throw UserError.wrongUse(
                        files.get(i) + ":1: expected " + kind + " as in " + files.get(0) + ", was " + other);
            }
            try (RowSource rows = open(files.get(i), kind, i)) {
                scan.file(rows);
            }
        }
        if (scan.rows == 0) {
            throw UserError.wrongUse(files.get(0) + ": expected " + kind + ", was a header alone");
        }
        return new HistoryFiles(
                files,
                kind,
                scan.rows,
                scan.ordered,
                scan.spacingMs == Long.MAX_VALUE ? 0 : scan.spacingMs,
                scan.firstMs,
                scan.lastMs);
    }

    static RowSource open(Path file, InputKind kind, int index) {
        return kind == InputKind.BARS ? RowSource.bars(file, index) : RowSource.trades(file, index);
    }

    private static InputKind kind(Path file) {
        List<String> header = TableReader.header(file);
        if (header.contains("price")) {
            return InputKind.TRADES;
        }
        if (header.contains("open") && header.contains("close")) {
            return InputKind.BARS;
        }
        throw UserError.wrongUse(file + ":1: expected the columns of trades (symbol,ts_ms,price,size[,id]) or of bars"
                + " (symbol,ts_ms,open,high,low,close,volume), was " + String.join(",", header));
    }

    private static final class Scan {
        private final Map<String, long[]> lastMsOf = new HashMap<>();
        private long rows;
        private boolean ordered = true;
        private long spacingMs = Long.MAX_VALUE;
        private long firstMs = Long.MAX_VALUE;
        private long lastMs = Long.MIN_VALUE;

        private void file(RowSource source) {
            lastMsOf.clear();
            long beforeMs = Long.MIN_VALUE;
            for (MarketRow row = source.next(); row != null; row = source.next()) {
                rows++;
                ordered &= row.tsMs >= beforeMs;
                beforeMs = row.tsMs;
                firstMs = Math.min(firstMs, row.tsMs);
                lastMs = Math.max(lastMs, row.tsMs);
                symbol(row, source);
            }
        }

        private void symbol(MarketRow row, RowSource source) {
            long[] last = lastMsOf.get(row.symbol);
            if (last == null) {
                lastMsOf.put(row.symbol, new long[] {row.tsMs});
                return;
            }
            if (row.tsMs < last[0]) {
                throw UserError.wrongUse(source.place() + ": expected the rows of " + row.symbol
                        + " in time order, was ts_ms " + row.tsMs + " after " + last[0] + "; sort the file by ts_ms");
            }
            if (row.tsMs > last[0]) {
                spacingMs = Math.min(spacingMs, row.tsMs - last[0]);
            }
            last[0] = row.tsMs;
        }
    }
}
