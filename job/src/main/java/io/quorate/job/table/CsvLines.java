package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Lines of a file as bytes in one reused buffer: unzipped when the name says so, without byte order mark and line ends,
 * empty lines skipped. A line is at most 1 MiB.
 */
final class CsvLines implements AutoCloseable {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final int LONGEST_BYTES = 1 << 20;

    private final String name;
    private final Counting file;
    private final InputStream in;
    private byte[] buffer = new byte[2 * CHUNK_BYTES];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long line;
    private boolean ended;

    private CsvLines(String name, Counting file, InputStream in) {
        this.name = name;
        this.file = file;
        this.in = in;
    }

    static CsvLines open(Path path) {
        String name = TableFormat.name(path);
        InputStream opened = null;
        try {
            opened = Files.newInputStream(path);
            Counting file = new Counting(opened);
            InputStream in =
                    TableFormat.of(path) == TableFormat.CSV_GZIP ? new GZIPInputStream(file, CHUNK_BYTES) : file;
            return new CsvLines(name, file, in);
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(path + ": expected a file, was not there");
        } catch (ZipException | EOFException e) {
            close(opened);
            throw UserError.wrongUse(name + ": expected gzip, was something else");
        } catch (IOException e) {
            close(opened);
            throw UserError.wrongUse(path + ": expected a readable file, was "
                    + (Files.isDirectory(path) ? "a folder" : e.getClass().getSimpleName()));
        }
    }

    /** Moves to the next line that is not empty; false at the end. */
    boolean next() {
        do {
            if (!advance()) {
                return false;
            }
        } while (start == end);
        return true;
    }

    private boolean advance() {
        int from = next;
        int at = from;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled || (ended && at > from)) {
                break;
            }
            if (ended) {
                return false;
            }
            int length = at - from;
            refill(from);
            from = 0;
            at = length;
        }
        line++;
        start = from;
        end = at;
        next = Math.min(at + 1, filled);
        if (line == 1 && end - start >= 3 && buffer[start] == (byte) 0xEF && buffer[start + 1] == (byte) 0xBB) {
            start += 3;
        }
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
        return true;
    }

    private void refill(int from) {
        int kept = filled - from;
        if (kept > LONGEST_BYTES) {
            throw UserError.wrongUse(name + ":" + (line + 1) + ": expected a line of at most 1 MiB, was longer");
        }
        if (kept + CHUNK_BYTES > buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        System.arraycopy(buffer, from, buffer, 0, kept);
        try {
            int read = in.read(buffer, kept, buffer.length - kept);
            ended = read < 0;
            filled = kept + Math.max(read, 0);
            next = 0;
        } catch (IOException e) {
            throw UserError.wrongUse(name + ":" + (line + 1) + ": expected a readable file, was "
                    + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** The bytes that hold the line, from {@link #start()} to {@link #end()}; valid until the next one. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long line() {
        return line;
    }

    String place() {
        return name + ":" + line;
    }

    long bytesRead() {
        return file.count;
    }

    @Override
    public void close() {
        close(in);
    }

    private static void close(@org.jspecify.annotations.Nullable InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // It was only read.
        }
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
