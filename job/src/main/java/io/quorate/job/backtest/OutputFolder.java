package io.quorate.job.backtest;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder that results go to. */
public final class OutputFolder {
    private OutputFolder() {}

    /** Makes the folder; throws UserError when it is not empty or cannot be written. */
    public static void prepare(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw UserError.wrongUse("--output: expected a folder, was a file: " + folder);
        }
        try {
            Files.createDirectories(folder);
            try (Stream<Path> list = Files.list(folder)) {
                if (list.findAny().isPresent()) {
                    throw UserError.wrongUse("--output: expected an empty folder, was one with files: " + folder);
                }
            }
            if (!Files.isWritable(folder)) {
                throw UserError.failed("--output: expected a writable folder, was " + folder);
            }
        } catch (IOException e) {
            throw UserError.failed("--output: expected a writable folder, was " + folder + ": " + RootCause.of(e), e);
        }
    }

    /** Writes a text file that appears when it is whole. */
    public static void write(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
        }
    }
}
