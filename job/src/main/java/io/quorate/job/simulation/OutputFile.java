package io.quorate.job.simulation;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file that appears under its name when it is whole; until then it is called {@code NAME.part}. */
public final class OutputFile {

    private OutputFile() {}

    /** Throws UserError, naming the option, when a file cannot be written there. */
    public static void requireWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (file.toString().isEmpty() || Files.isDirectory(file)) {
            throw UserError.wrongUse(option + ": expected a file to write, was a folder: " + file);
        }
        if (folder == null || (Files.exists(folder) && !(Files.isDirectory(folder) && Files.isWritable(folder)))) {
            throw UserError.wrongUse(option + ": expected a writable folder, was " + folder);
        }
    }

    /** Writes the file, its folder too; throws UserError when the disk refuses, and leaves what was there. */
    public static void write(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try {
                Files.write(part, text.getBytes(StandardCharsets.UTF_8));
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
        }
    }
}
