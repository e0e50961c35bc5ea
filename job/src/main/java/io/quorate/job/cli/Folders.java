package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary folders of commands. */
final class Folders {
    private Folders() {}

    /** Removes a folder with all there is in it; throws UserError when that is not possible. */
    static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw UserError.failed("expected to remove " + folder + ", was not possible", e);
        }
    }
}
