package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a savepoint is, as users write it. */
final class SavepointPath {
    private SavepointPath() {}

    /** An address as it is, a path as the address of what must be there; throws UserError naming the option. */
    static String of(String option, String path) {
        if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
            return path;
        }
        if (!Files.exists(Path.of(path))) {
            throw UserError.wrongUse(option + ": expected a savepoint or checkpoint, was not there: " + path);
        }
        return Path.of(path).toAbsolutePath().toUri().toString();
    }
}
