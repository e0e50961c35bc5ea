package io.quorate.job.ledger;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.LedgerTableWriter;
import io.quorate.schema.decision.LedgerRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ledger to files: the bytes of each record, one a line ({@code .jsonl}) or one a row with columns for queries
 * ({@code .parquet}). Into one file, or into a folder with a file per portfolio. Files bear their name when they are
 * whole, until then {@code NAME.part}.
 */
public final class LedgerExport implements AutoCloseable {
    /** Column of the record's own bytes. */
    static final String RECORD = LedgerTableWriter.RECORD;

    private static final String PARQUET = "parquet";

    private final Path output;
    private final @Nullable String format;
    private final Map<String, Target> targets = new TreeMap<>();
    private boolean committed;

    /**
     * An export to one file, or to a folder.
     *
     * @param format jsonl or parquet for a folder; null for one file, whose name says it
     */
    public LedgerExport(Path output, @Nullable String format) {
        this.output = output;
        this.format = format;
        if (format == null && !name(output).matches(".*\\.(jsonl|parquet)")) {
            throw UserError.wrongUse(
                    "--output: expected a folder, or a file that ends in .jsonl or .parquet, was " + output);
        }
    }

    /** Adds a record; what cannot be decoded goes where the records of no portfolio go. */
    public void add(LedgerLine line, @Nullable LedgerRecord record) {
        String portfolio = record == null ? "" : record.portfolio();
        Path file = format == null ? output : output.resolve(fileName(portfolio) + "." + format);
        try {
            Target target = targets.get(name(file));
            if (target == null) {
                target = open(file);
                targets.put(name(file), target);
            }
            target.add(line, record);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
        }
    }

    /** Gives every file its name; gives their number. */
    public int commit() {
        try {
            for (Target target : targets.values()) {
                target.close();
                Files.move(part(target.file()), target.file(), StandardCopyOption.REPLACE_EXISTING);
            }
            committed = true;
            return targets.size();
        } catch (IOException e) {
            throw UserError.failed("expected to write " + output + ", was " + RootCause.of(e), e);
        }
    }

    /** Drops what was not committed. */
    @Override
    public void close() {
        if (!committed) {
            for (Target target : targets.values()) {
                try {
                    target.close();
                    Files.deleteIfExists(part(target.file()));
                } catch (IOException e) {
                    // What matters is that it does not bear its name.
                }
            }
        }
    }

    private interface Target {
        Path file();

        void add(LedgerLine line, @Nullable LedgerRecord record) throws IOException;

        void close() throws IOException;
    }

    private static Target open(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.deleteIfExists(part(file));
        return name(file).endsWith("." + PARQUET)
                ? new Rows(file, new LedgerTableWriter(part(file)))
                : new Lines(file, new BufferedOutputStream(Files.newOutputStream(part(file)), 1 << 16));
    }

    private record Lines(Path file, OutputStream out) implements Target {
        @Override
        public void add(LedgerLine line, @Nullable LedgerRecord record) throws IOException {
            out.write(line.value());
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private record Rows(Path file, LedgerTableWriter out) implements Target {
        @Override
        public void add(LedgerLine line, @Nullable LedgerRecord record) throws IOException {
            out.row(line.partition(), line.position(), record, line.value());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** A file name for any portfolio name: other characters than letters, digits, . _ - as %XX. */
    static String fileName(String portfolio) {
        if (portfolio.isEmpty()) {
            return "%";
        }
        StringBuilder name = new StringBuilder();
        for (byte b : portfolio.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
            name.append(plain && !(c == '.' && name.isEmpty()) ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return name.toString();
    }

    private static Path part(Path file) {
        return file.resolveSibling(name(file) + ".part");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
