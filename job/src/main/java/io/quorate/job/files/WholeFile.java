package io.quorate.job.files;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders that appear under their name only when they are whole; until then they are called NAME.part. */
public final class WholeFile {
    private WholeFile() {}

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

    /** Writes a text, its folder too; throws UserError when the disk refuses, and leaves what was there. */
    public static void write(Path file, String text) {
        Path part = part(file);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(part, text.getBytes(StandardCharsets.UTF_8));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part);
            throw unwritable(file, e);
        }
    }

    /** An empty folder to fill before {@link #commitFolder}. */
    public static Path newFolder(Path folder) {
        Path part = part(folder);
        try {
            remove(part);
            return Files.createDirectories(part);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Gives a filled folder its name, in place of what had it. */
    public static void commitFolder(Path folder) {
        try {
            remove(folder);
            Files.move(part(folder), folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Drops a folder that was not committed. */
    public static void discardFolder(Path folder) {
        try {
            remove(part(folder));
        } catch (IOException e) {
            // it does not bear its name
        }
    }

    /** What to throw when a file cannot be written. */
    public static UserError unwritable(Path file, IOException e) {
        return UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // it does not bear its name
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
