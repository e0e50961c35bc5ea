package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of one file, one at a time. Columns are those asked for at opening, by their place in {@link TableColumns}; others
 * in the file are not looked at. Not thread-safe.
 */
public interface TableReader extends AutoCloseable {

    /** Opens a file by its name: Parquet for {@code .parquet}, else CSV; throws UserError when it cannot be read. */
    static TableReader open(Path file, TableColumns columns) {
        return TableFormat.of(file) == TableFormat.PARQUET
                ? ParquetTableReader.open(file, columns)
                : CsvTableReader.open(file, columns);
    }

    /** Names of every column of a file, lower case; throws UserError when it cannot be read. */
    static List<String> header(Path file) {
        return TableFormat.of(file) == TableFormat.PARQUET
                ? ParquetTableReader.header(file)
                : CsvTableReader.header(file);
    }

    /** Moves to the next row; false at the end. Throws UserError with the place of a row that is none. */
    boolean next();

    /** Whether the file has an optional column. */
    boolean has(int column);

    /** The text of a field. */
    String text(int column);

    /** A whole number; throws UserError with the place for anything else. */
    long integer(int column);

    /** A number; NaN when the field is empty; throws UserError with the place for text. */
    double number(int column);

    /** Line of the current row in its file, or its number from 1 in one without lines. */
    long line();

    /** File and line of the current row. */
    String place();

    /** The place of a line of a file, as {@link #place()} says it. */
    static String place(Path file, long line) {
        return TableFormat.name(file) + (TableFormat.of(file) == TableFormat.PARQUET ? "#" : ":") + line;
    }

    /** Bytes of the file read so far, as they lie on the disk. */
    long bytesRead();

    @Override
    void close();

    /** An error at the current row. */
    default UserError error(String what) {
        return UserError.wrongUse(place() + ": " + what);
    }
}
