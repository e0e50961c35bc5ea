package io.quorate.job.table;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a table lies in a file, told by its name. */
public enum TableFormat {
    CSV,
    CSV_GZIP,
    PARQUET;

    /** Parquet for {@code .parquet}, gzip for {@code .gz}, else CSV. */
    public static TableFormat of(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return PARQUET;
        }
        return name.endsWith(".gz") ? CSV_GZIP : CSV;
    }

    /**
     * The files meant by paths: a folder stands for its {@code .csv}, {@code .csv.gz} and {@code .parquet} files in name
     * order. Throws UserError for a path that is not there or a folder without any.
     */
    public static List<Path> files(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw UserError.wrongUse(path + ": expected a file, was not there");
            }
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            List<Path> tables = list.filter(Files::isRegularFile)
                    .filter(file -> name(file).toLowerCase(Locale.ROOT).matches(".*\\.(csv|csv\\.gz|parquet)"))
                    .sorted()
                    .toList();
            if (tables.isEmpty()) {
                throw UserError.wrongUse(folder + ": expected .csv, .csv.gz or .parquet files, was none");
            }
            return tables;
        } catch (IOException e) {
            throw UserError.wrongUse(
                    folder + ": expected a readable folder, was " + e.getClass().getSimpleName());
        }
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
