package io.quorate.job.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** CSV as {@link CsvText} writes it. */
final class CsvTableWriter extends TableWriter {

    private final CsvText out;

    CsvTableWriter(Path file, List<String> numbers) throws IOException {
        super(file);
        out = new CsvText(file);
        out.text("symbol,ts_ms");
        for (String name : numbers) {
            out.put(',');
            out.text(name);
        }
        out.endRow();
    }

    @Override
    void write(String symbol, long tsMs, double[] values) throws IOException {
        out.quoted(symbol);
        out.put(',');
        out.text(Long.toString(tsMs));
        for (double value : values) {
            out.put(',');
            if (!Double.isNaN(value)) {
                out.number(value);
            }
        }
        out.endRow();
    }

    @Override
    void end() throws IOException {
        out.end();
    }
}
