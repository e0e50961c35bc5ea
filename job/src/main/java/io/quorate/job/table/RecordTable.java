package io.quorate.job.table;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes rows of named texts, whole numbers and numbers, cell by cell in the order of the columns; NaN as an empty field.
 * The file appears under its name when it is whole: until {@link #commit()} it is called {@code NAME.part}.
 */
public abstract class RecordTable implements AutoCloseable {

    /** What a column holds. */
    public enum Cell {
        TEXT,
        INTEGER,
        NUMBER
    }

    /** A column. */
    public record Column(String name, Cell type) {

        public static Column text(String name) {
            return new Column(name, Cell.TEXT);
        }

        public static Column integer(String name) {
            return new Column(name, Cell.INTEGER);
        }

        public static Column number(String name) {
            return new Column(name, Cell.NUMBER);
        }
    }

    private final Path file;
    private final List<Column> columns;
    private int at;
    private boolean committed;

    RecordTable(Path file, List<Column> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    /** Opens a file by its name; the folder is made when it is missing. Throws UserError when it cannot be written. */
    public static RecordTable open(Path file, List<Column> columns) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return TableFormat.of(file) == TableFormat.PARQUET
                    ? new ParquetRecordTable(file, columns)
                    : new CsvRecordTable(file, columns);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Adds a cell. */
    public final RecordTable text(String value) {
        return cell(Cell.TEXT, () -> putText(at, value));
    }

    /** Adds a cell. */
    public final RecordTable integer(long value) {
        return cell(Cell.INTEGER, () -> putInteger(at, value));
    }

    /** Adds a cell; empty for NaN. */
    public final RecordTable number(double value) {
        return cell(Cell.NUMBER, () -> putNumber(at, value));
    }

    /** Ends the row, which has a cell for every column. */
    public final void end() {
        if (at != columns.size()) {
            throw new IllegalStateException("expected " + columns.size() + " cells, was " + at);
        }
        at = 0;
        write(this::endRow);
    }

    private RecordTable cell(Cell type, Step step) {
        if (at == columns.size() || columns.get(at).type() != type) {
            throw new IllegalStateException("expected a cell of " + columns + ", was " + type + " at " + at);
        }
        write(step);
        at++;
        return this;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Gives the file its name. */
    public final void commit() {
        write(() -> {
            finish();
            committed = true;
            Files.move(TableWriter.part(file), file, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    abstract void putText(int column, String value) throws IOException;

    abstract void putInteger(int column, long value) throws IOException;

    abstract void putNumber(int column, double value) throws IOException;

    abstract void endRow() throws IOException;

    /** Writes what is still held and closes; more than once does no harm. */
    abstract void finish() throws IOException;

    /** Drops what was not committed. */
    @Override
    public final void close() {
        if (committed) {
            return;
        }
        try {
            finish();
        } catch (IOException e) {
            // What matters is that it does not bear its name.
        }
        try {
            Files.deleteIfExists(TableWriter.part(file));
        } catch (IOException e) {
            // Likewise.
        }
    }

    static UserError unwritable(Path file, IOException e) {
        return UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
    }
}
