package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rows of a UTF-8 CSV file with a header. Fields may be quoted, without line breaks inside; spaces around a field are no
 * part of it. Numbers are read from the bytes, so a row makes no objects; texts are kept and used again.
 */
final class CsvTableReader implements TableReader {

    private static final int MOST_TEXTS = 100_000;

    private final CsvLines lines;
    private final TableColumns columns;
    private final int[] at;
    private final int fieldsInFile;
    private final int[] from;
    private final int[] to;
    private final Map<ByteBuffer, String> texts = new HashMap<>();
    private byte[] row = {};

    private CsvTableReader(CsvLines lines, TableColumns columns, int[] at, int fieldsInFile) {
        this.lines = lines;
        this.columns = columns;
        this.at = at;
        this.fieldsInFile = fieldsInFile;
        this.from = new int[fieldsInFile];
        this.to = new int[fieldsInFile];
    }

    static CsvTableReader open(Path file, TableColumns columns) {
        CsvLines lines = CsvLines.open(file);
        try {
            List<String> header = header(lines, file);
            return new CsvTableReader(lines, columns, columns.find(header, lines.place()), header.size());
        } catch (UserError e) {
            lines.close();
            throw e;
        }
    }

    static List<String> header(Path file) {
        try (CsvLines lines = CsvLines.open(file)) {
            return header(lines, file);
        }
    }

    private static List<String> header(CsvLines lines, Path file) {
        if (!lines.next()) {
            throw UserError.wrongUse(TableFormat.name(file) + ":1: expected a header, was nothing");
        }
        String text = text(lines, lines.bytes(), lines.start(), lines.end());
        return Arrays.stream(text.split(",", -1))
                .map(name -> name.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public boolean next() {
        if (!lines.next()) {
            return false;
        }
        row = lines.bytes();
        int field = 0;
        int begin = lines.start();
        int end = lines.end();
        boolean quoted = false;
        for (int i = begin; i <= end; i++) {
            byte c = i == end ? (byte) ',' : row[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && (!quoted || i == end)) {
                if (field < fieldsInFile) {
                    from[field] = begin;
                    to[field] = i;
                }
                field++;
                begin = i + 1;
            }
        }
        if (quoted) {
            throw error("expected a closing quote, was the end of the line");
        }
        if (field != fieldsInFile) {
            throw error("expected " + fieldsInFile + " fields, was " + field);
        }
        for (int column : at) {
            if (column >= 0) {
                trim(column);
            }
        }
        return true;
    }

    private void trim(int field) {
        while (from[field] < to[field] && row[from[field]] == ' ') {
            from[field]++;
        }
        while (from[field] < to[field] && row[to[field] - 1] == ' ') {
            to[field]--;
        }
        // only texts may need their quotes doubled, see text()
        if (to[field] - from[field] >= 2 && row[from[field]] == '"' && row[to[field] - 1] == '"') {
            from[field]++;
            to[field]--;
        }
    }

    @Override
    public boolean has(int column) {
        return at[column] >= 0;
    }

    @Override
    public String text(int column) {
        int field = at[column];
        ByteBuffer bytes = ByteBuffer.wrap(row, from[field], to[field] - from[field]);
        String known = texts.get(bytes);
        if (known != null) {
            return known;
        }
        String text = text(lines, row, from[field], to[field]).replace("\"\"", "\"");
        if (texts.size() < MOST_TEXTS) {
            texts.put(ByteBuffer.wrap(Arrays.copyOfRange(row, from[field], to[field])), text);
        }
        return text;
    }

    private static String text(CsvLines lines, byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw UserError.wrongUse(lines.place() + ": expected UTF-8, was something else");
        }
    }

    @Override
    public long integer(int column) {
        int field = at[column];
        long value = Decimals.integer(row, from[field], to[field]);
        if (value == Decimals.NO_INTEGER) {
            throw error("expected an integer in " + columns.name(column) + ", was '" + shown(field) + "'");
        }
        return value;
    }

    @Override
    public double number(int column) {
        int field = at[column];
        if (from[field] == to[field]) {
            return Double.NaN;
        }
        try {
            return Decimals.number(row, from[field], to[field]);
        } catch (NumberFormatException e) {
            throw error("expected a number in " + columns.name(column) + ", was '" + shown(field) + "'");
        }
    }

    private String shown(int field) {
        return new String(row, from[field], Math.min(to[field] - from[field], 40), StandardCharsets.UTF_8);
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public String place() {
        return lines.place();
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() {
        lines.close();
    }
}
