package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --restore} names. */
final class RestorePath {
    private RestorePath() {}

    /** An address as it is, a path as the address of something that exists; throws UserError when it does not. */
    static String of(String path) {
        if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
            return path;
        }
        if (!Files.exists(Path.of(path))) {
            throw UserError.wrongUse("--restore: expected a savepoint or checkpoint, was not there: " + path);
        }
        return Path.of(path).toAbsolutePath().toUri().toString();
    }
}
