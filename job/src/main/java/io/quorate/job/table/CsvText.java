package io.quorate.job.table;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/**
 * Text on its way into a CSV file, gzip when its name says so: numbers with the shortest digits that give the same double
 * again, at most 17, whole ones without a fraction. Not thread-safe.
 */
final class CsvText {

    private static final int FLUSH_BYTES = 1 << 16;
    /** More than a row of two short fields takes; longer ones are reserved for. */
    private static final int FIELD_BYTES = 32;

    private static final double MOST_WHOLE = 1e15;

    private final OutputStream out;
    private byte[] buffer = new byte[2 * FLUSH_BYTES];
    private int size;
    private boolean ended;

    /** Begins the file that will bear the name. */
    CsvText(Path file) throws IOException {
        OutputStream plain = Files.newOutputStream(TableWriter.part(file));
        out = TableFormat.of(file) == TableFormat.CSV_GZIP ? new GZIPOutputStream(plain, FLUSH_BYTES) : plain;
    }

    /** A field, in quotes where it needs them. */
    void quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
        text(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }

    void number(double value) {
        if (Math.abs(value) < MOST_WHOLE && value == (long) value) {
            text(Long.toString((long) value));
        } else {
            text(NumberOutput.toString(value, true));
        }
    }

    /** ASCII goes the short way. */
    @SuppressWarnings("deprecation")
    void text(String text) {
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

    void put(char c) {
        reserve(1);
        buffer[size++] = (byte) c;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
        }
    }

    /** Ends a row; writes when enough has come together. */
    void endRow() throws IOException {
        put('\n');
        if (size >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, size);
        size = 0;
    }

    /** Writes what is still held and closes; more than once does no harm. */
    void end() throws IOException {
        if (!ended) {
            ended = true;
            try (out) {
                flush();
            }
        }
    }
}
