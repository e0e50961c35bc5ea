package io.quorate.job.lookahead;

import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import io.quorate.lookahead.Probe;
import io.quorate.lookahead.ProbeSink;
import io.quorate.lookahead.Stage;
import io.quorate.schema.market.MarketEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table of columns made elsewhere: symbol, ts_ms, numbers; empty = missing. It is what it is, whatever the history. */
final class TableProbe implements Probe {
    private static final List<String> KEYS = List.of("symbol", "ts_ms");

    private final Path file;
    private final long knownAfterMs;

    /**
     * A table.
     *
     * @param knownAfterMs event time from the stamp of a row to the moment it is known
     */
    TableProbe(Path file, long knownAfterMs) {
        this.file = file;
        this.knownAfterMs = knownAfterMs;
    }

    @Override
    public void run(List<MarketEvent> history, ProbeSink out) {
        List<String> columns = TableReader.header(file).stream()
                .filter(name -> !KEYS.contains(name))
                .toList();
        if (columns.isEmpty()) {
            throw UserError.wrongUse(file + ": expected columns after symbol,ts_ms, was none");
        }
        int series = out.series(Stage.TABLE, columns);
        double[] row = new double[columns.size()];
        try (TableReader reader = open(columns)) {
            while (reader.next()) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = reader.number(KEYS.size() + j);
                }
                out.row(series, reader.text(0), reader.integer(1) + knownAfterMs, row);
            }
        }
    }

    /** Last stamp of the table. */
    long lastMs() {
        long last = Long.MIN_VALUE;
        try (TableReader reader = open(List.of())) {
            while (reader.next()) {
                last = Math.max(last, reader.integer(1));
            }
        }
        if (last == Long.MIN_VALUE) {
            throw UserError.wrongUse(file + ": expected rows, was none");
        }
        return last + knownAfterMs;
    }

    private TableReader open(List<String> columns) {
        List<String> required = new ArrayList<>(KEYS);
        required.addAll(columns);
        return TableReader.open(file, new TableColumns(required, List.of()));
    }
}
