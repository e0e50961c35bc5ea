package io.quorate.job.preflight;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether checkpoints can be written, tried by writing a file where they will be. */
final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    private CheckpointFolder() {}

    /**
     * Throws UserError when a file cannot be made there. A scheme that only the cluster has a plugin for cannot be
     * tried from here; Flink's job manager then refuses the job itself.
     *
     * @param option option that names the folder
     */
    static void requireWritable(String option, String folder) {
        try {
            Path dir = new Path(folder);
            FileSystem files = dir.getFileSystem();
            files.mkdirs(dir);
            Path probe = new Path(dir, ".write-probe-" + UUID.randomUUID());
            try (OutputStream out = files.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
                out.write("probe".getBytes(StandardCharsets.UTF_8));
            }
            files.delete(probe, false);
        } catch (UnsupportedFileSystemSchemeException e) {
            LOG.info("checkpoint folder not tried folder={} reason=\"{}\"", folder, e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.failed(
                    option + ": expected a folder that can be written, was " + folder + " (" + RootCause.of(e) + ")",
                    e);
        }
    }
}
