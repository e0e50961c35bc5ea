package io.quorate.job.ledger;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableColumns;
import io.quorate.job.table.TableReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads exported ledgers back: a record a line, or a record a row in the column {@code record}. */
final class LedgerFiles implements LedgerSource {
    private static final TableColumns COLUMNS = new TableColumns(List.of(LedgerExport.RECORD), List.of());
    private static final int BUFFER_BYTES = 1 << 16;

    private final List<Path> files;

    LedgerFiles(List<Path> paths) {
        files = paths.stream().flatMap(path -> in(path).stream()).toList();
    }

    private static List<Path> in(Path path) {
        if (!Files.exists(path)) {
            throw UserError.wrongUse("--input: expected a file or folder, was not there: " + path);
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> list = Files.list(path)) {
            List<Path> found = new ArrayList<>(list.filter(Files::isRegularFile)
                    .filter(file -> name(file).matches(".*\\.(jsonl|jsonl\\.gz|parquet)"))
                    .sorted()
                    .toList());
            if (found.isEmpty()) {
                throw UserError.wrongUse(
                        "--input: expected .jsonl, .jsonl.gz or .parquet files in " + path + ", was none");
            }
            return found;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    @Override
    public void forEach(Consumer<LedgerLine> sink) {
        for (Path file : files) {
            if (name(file).endsWith(".parquet")) {
                rows(file, sink);
            } else {
                lines(file, sink);
            }
        }
    }

    private static void rows(Path file, Consumer<LedgerLine> sink) {
        String name = name(file);
        try (TableReader reader = TableReader.open(file, COLUMNS)) {
            while (reader.next()) {
                byte[] value = reader.text(0).getBytes(StandardCharsets.UTF_8);
                sink.accept(new LedgerLine(name, LedgerLine.ROWS, reader.line(), value));
            }
        }
    }

    /** As bytes: a damaged record need not be text. */
    private static void lines(Path file, Consumer<LedgerLine> sink) {
        String name = name(file);
        try (InputStream in = open(file)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            long number = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int from = 0;
                for (int at = 0; at < n; at++) {
                    if (buffer[at] == '\n') {
                        line.write(buffer, from, at - from);
                        sink.accept(new LedgerLine(name, LedgerLine.LINES, ++number, line.toByteArray()));
                        line.reset();
                        from = at + 1;
                    }
                }
                line.write(buffer, from, n - from);
            }
            if (line.size() > 0) {
                sink.accept(new LedgerLine(name, LedgerLine.LINES, ++number, line.toByteArray()));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        return name(file).endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static UserError unreadable(Path file, IOException e) {
        return UserError.failed("expected " + file + " to be readable, was " + RootCause.of(e), e);
    }
}
