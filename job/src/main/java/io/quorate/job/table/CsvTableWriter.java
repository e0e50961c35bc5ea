package io.quorate.job.table;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** CSV with the shortest digits that give the same double again, at most 17, whole numbers without a fraction. */
final class CsvTableWriter extends TableWriter {

    private static final int FLUSH_BYTES = 1 << 16;
    /** More than a row of two short fields takes; longer ones are reserved for. */
    private static final int FIELD_BYTES = 32;

    private static final double MOST_WHOLE = 1e15;

    private final OutputStream out;
    private byte[] buffer = new byte[2 * FLUSH_BYTES];
    private int size;
    private boolean ended;

    CsvTableWriter(Path file, List<String> numbers) throws IOException {
        super(file);
        OutputStream plain = Files.newOutputStream(part(file));
        out = TableFormat.of(file) == TableFormat.CSV_GZIP ? new GZIPOutputStream(plain, FLUSH_BYTES) : plain;
        text("symbol,ts_ms");
        for (String name : numbers) {
            put(',');
            text(name);
        }
        put('\n');
    }

    @Override
    void write(String symbol, long tsMs, double[] values) throws IOException {
        text(quoted(symbol));
        put(',');
        text(Long.toString(tsMs));
        for (double value : values) {
            put(',');
            if (!Double.isNaN(value)) {
                number(value);
            }
        }
        put('\n');
        if (size >= FLUSH_BYTES) {
            flush();
        }
    }

    private static String quoted(String symbol) {
        boolean plain = symbol.indexOf(',') < 0 && symbol.indexOf('"') < 0;
        return plain ? symbol : '"' + symbol.replace("\"", "\"\"") + '"';
    }

    private void number(double value) {
        if (Math.abs(value) < MOST_WHOLE && value == (long) value) {
            text(Long.toString((long) value));
        } else {
            text(NumberOutput.toString(value, true));
        }
    }

    /** ASCII goes the short way. */
    @SuppressWarnings("deprecation")
    private void text(String text) {
        int length = text.length();
        reserve(length + FIELD_BYTES);
        text.getBytes(0, length, buffer, size);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > '~') {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                reserve(bytes.length);
                System.arraycopy(bytes, 0, buffer, size, bytes.length);
                size += bytes.length;
                return;
            }
        }
        size += length;
    }

    private void put(char c) {
        reserve(1);
        buffer[size++] = (byte) c;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    @Override
    void end() throws IOException {
        if (!ended) {
            ended = true;
            try (out) {
                flush();
            }
        }
    }
}
