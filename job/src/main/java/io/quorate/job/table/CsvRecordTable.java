package io.quorate.job.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Records in CSV as {@link CsvText} writes it. */
final class CsvRecordTable extends RecordTable {

    private final CsvText out;

    CsvRecordTable(Path file, List<Column> columns) throws IOException {
        super(file, columns);
        out = new CsvText(file);
        out.text(columns.stream().map(Column::name).collect(Collectors.joining(",")));
        out.endRow();
    }

    @Override
    void putText(int column, String value) {
        comma(column);
        out.quoted(value);
    }

    @Override
    void putInteger(int column, long value) {
        comma(column);
        out.text(Long.toString(value));
    }

    @Override
    void putNumber(int column, double value) {
        comma(column);
        if (!Double.isNaN(value)) {
            out.number(value);
        }
    }

    private void comma(int column) {
        if (column > 0) {
            out.put(',');
        }
    }

    @Override
    void endRow() throws IOException {
        out.endRow();
    }

    @Override
    void finish() throws IOException {
        out.end();
    }
}
