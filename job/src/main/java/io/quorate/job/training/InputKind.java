package io.quorate.job.training;

import io.quorate.job.fault.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a CSV file holds, told by the columns of its header. */
public enum InputKind {
    TRADES,
    BARS;

    /** Reads the header; throws UserError when there is none, or it is of neither kind. */
    public static InputKind of(Path file) {
        List<String> header = header(file);
        if (header.contains("price")) {
            return TRADES;
        }
        if (header.contains("open") && header.contains("close")) {
            return BARS;
        }
        throw UserError.wrongUse(file + ":1: expected the columns of trades (symbol,ts_ms,price,size[,id]) or of bars"
                + " (symbol,ts_ms,open,high,low,close,volume), was " + String.join(",", header));
    }

    private static List<String> header(Path file) {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(plain(file, in), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            return line == null
                    ? List.of()
                    : Arrays.stream(line.replace("\uFEFF", "").split(",", -1))
                            .map(column -> column.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                            .toList();
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (ZipException e) {
            throw UserError.wrongUse(file + ": expected gzip, was something else");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable file, was "
                    + (Files.isDirectory(file) ? "a folder" : e.getClass().getSimpleName()));
        }
    }

    private static InputStream plain(Path file, InputStream in) throws IOException {
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
