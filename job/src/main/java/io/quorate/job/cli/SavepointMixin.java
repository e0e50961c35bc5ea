package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.savepoint.Savepoint;
import picocli.CommandLine.Option;

/** The savepoint a command looks into. */
final class SavepointMixin {
    @Option(
            names = "--savepoint",
            paramLabel = "PATH",
            required = true,
            description = "Savepoint or retained checkpoint: its folder, its _metadata file, or an address.")
    private String path = "";

    /** Reads its metadata; throws UserError when it is none. */
    Savepoint read() {
        try {
            return Savepoint.read(SavepointPath.of("--savepoint", path));
        } catch (Savepoint.NoFileSystemException e) {
            throw UserError.wrongUse(
                    "--savepoint: expected an address this process can read, was " + path + ": " + e.getMessage());
        }
    }
}
