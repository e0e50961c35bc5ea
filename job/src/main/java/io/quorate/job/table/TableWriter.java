package io.quorate.job.table;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes rows of symbol, time and numbers, NaN as an empty field. The file appears under its name when it is whole: until
 * {@link #commit()} it is called {@code NAME.part}.
 */
public abstract class TableWriter implements AutoCloseable {

    private final Path file;
    private boolean committed;

    TableWriter(Path file) {
        this.file = file;
    }

    /**
     * Opens a file by its name; the folder is made when it is missing.
     *
     * @param numbers names of the columns after symbol and ts_ms
     */
    public static TableWriter open(Path file, List<String> numbers) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return TableFormat.of(file) == TableFormat.PARQUET
                    ? new ParquetTableWriter(file, numbers)
                    : new CsvTableWriter(file, numbers);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Throws UserError when a table cannot be written there. */
    public static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (file.toString().isEmpty() || Files.isDirectory(file)) {
            throw UserError.wrongUse("--output: expected a file to write, was a folder: " + file);
        }
        if (folder == null || (Files.exists(folder) && !Files.isWritable(folder))) {
            throw UserError.wrongUse("--output: expected a writable folder, was " + folder);
        }
    }

    /** Adds a row; throws UserError when the disk refuses. */
    public final void row(String symbol, long tsMs, double[] values) {
        try {
            write(symbol, tsMs, values);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Gives the file its name. */
    public final void commit() {
        try {
            end();
            committed = true;
            Files.move(part(file), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    abstract void write(String symbol, long tsMs, double[] values) throws IOException;

    /** Writes what is still held and closes. */
    abstract void end() throws IOException;

    /** Drops what was not committed. */
    @Override
    public final void close() {
        if (committed) {
            return;
        }
        try {
            end();
            Files.deleteIfExists(part(file));
        } catch (IOException e) {
            // What matters is that it does not bear its name.
        }
    }

    static Path part(Path file) {
        return file.resolveSibling(TableFormat.name(file) + ".part");
    }

    private static UserError unwritable(Path file, IOException e) {
        return UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
    }
}
