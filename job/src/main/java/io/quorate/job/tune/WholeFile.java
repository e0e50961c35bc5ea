package io.quorate.job.tune;

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
final class WholeFile {
    private WholeFile() {}

    /** Writes a text; throws UserError when the disk refuses, and leaves what was there. */
    static void write(Path file, String text) {
        Path part = part(file);
        try {
            Files.write(part, text.getBytes(StandardCharsets.UTF_8));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(part);
            throw unwritable(file, e);
        }
    }

    /** An empty folder to fill before {@link #commitFolder}. */
    static Path newFolder(Path folder) {
        Path part = part(folder);
        try {
            remove(part);
            return Files.createDirectories(part);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Gives a filled folder its name, in place of what had it. */
    static void commitFolder(Path folder) {
        try {
            remove(folder);
            Files.move(part(folder), folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** Drops a folder that was not committed. */
    static void discardFolder(Path folder) {
        try {
            remove(part(folder));
        } catch (IOException e) {
            // it does not bear its name
        }
    }

    static UserError unwritable(Path file, IOException e) {
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

    static void remove(Path folder) throws IOException {
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
