package io.quorate.job.files;

import io.quorate.job.fault.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a UTF-8 CSV file with a header: gzip when the name ends in {@code .gz}; a byte order mark, CRLF and empty
 * lines are skipped; fields may be quoted, without line breaks inside. Errors name file and line.
 */
final class CsvRows implements AutoCloseable {
    private final String name;
    private final BufferedReader reader;
    private List<String> header = List.of();
    private String[] fields = new String[0];
    private long line;
    private long row;

    private CsvRows(String name, BufferedReader reader) {
        this.name = name;
        this.reader = reader;
    }

    /** Opens a file; throws UserError when it is not there or has no header. */
    static CsvRows open(Path file) {
        Path fileName = file.getFileName();
        String name = fileName == null ? file.toString() : fileName.toString();
        try {
            return open(name, Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable file, was "
                    + (Files.isDirectory(file) ? "a folder" : e.getClass().getSimpleName()));
        }
    }

    /** Opens a stream, which is closed with the rows or when there is no header. */
    static CsvRows open(String name, InputStream in) {
        try {
            InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            CsvRows rows = new CsvRows(
                    name,
                    new BufferedReader(
                            new InputStreamReader(
                                    plain,
                                    StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)),
                            1 << 16));
            rows.readHeader();
            return rows;
        } catch (ZipException e) {
            closeQuietly(in);
            throw UserError.wrongUse(name + ": expected gzip, was something else");
        } catch (IOException e) {
            closeQuietly(in);
            throw UserError.wrongUse(
                    name + ": expected a readable file, was " + e.getClass().getSimpleName());
        } catch (UserError e) {
            closeQuietly(in);
            throw e;
        }
    }

    /** Lower-case column names. */
    List<String> header() {
        return header;
    }

    /** Moves to the next row; false at the end. Throws UserError for a row of another width than the header. */
    boolean next() {
        String text = readLine();
        while (text != null && text.isEmpty()) {
            text = readLine();
        }
        if (text == null) {
            return false;
        }
        fields = split(text);
        row++;
        if (fields.length != header.size()) {
            throw error("expected " + header.size() + " fields, was " + fields.length);
        }
        return true;
    }

    /** Number of the current row from 1, header and empty lines not counted. */
    long row() {
        return row;
    }

    /** Name of the file and number of the current row: an identity of the row. */
    String rowId() {
        return name + "#" + row;
    }

    String text(int column) {
        return fields[column];
    }

    long integer(int column) {
        try {
            return Long.parseLong(fields[column].strip());
        } catch (NumberFormatException e) {
            throw error("expected an integer in " + header.get(column) + ", was '" + fields[column] + "'");
        }
    }

    /** A finite number. */
    double number(int column) {
        double value;
        try {
            value = Double.parseDouble(fields[column].strip());
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            throw error("expected a finite number in " + header.get(column) + ", was '" + fields[column] + "'");
        }
        return value;
    }

    /** An error at the current line. */
    UserError error(String what) {
        return UserError.wrongUse(name + ":" + line + ": " + what);
    }

    @Override
    public void close() {
        closeQuietly(reader);
    }

    private void readHeader() {
        String first = readLine();
        if (first != null && first.startsWith("\uFEFF")) {
            first = first.substring(1);
        }
        if (first == null || first.isBlank()) {
            throw UserError.wrongUse(name + ":1: expected a header, was nothing");
        }
        header = Arrays.stream(split(first))
                .map(column -> column.strip().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    private @Nullable String readLine() {
        try {
            line++;
            return reader.readLine();
        } catch (CharacterCodingException e) {
            throw error("expected UTF-8, was something else");
        } catch (IOException e) {
            throw error("expected a readable file, was " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private String[] split(String text) {
        if (text.indexOf('"') < 0) {
            return text.split(",", -1);
        }
        List<String> parts = new java.util.ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                part.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quoted) {
            throw error("expected a closing quote, was the end of the line");
        }
        parts.add(part.toString());
        return parts.toArray(String[]::new);
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // It was only read.
        }
    }
}
