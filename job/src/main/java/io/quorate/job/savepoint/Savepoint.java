package io.quorate.job.savepoint;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.topology.Uids;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * What the metadata of a savepoint or retained checkpoint say; the state itself is not read.
 *
 * @param path where it is
 * @param checkpointId number of the checkpoint in its job
 * @param operators in the order of the walk, operators that are not ours last
 */
public record Savepoint(String path, long checkpointId, List<SavedOperator> operators) {

    public Savepoint {
        operators = List.copyOf(operators);
    }

    /**
     * Reads the metadata. Throws UserError when nothing is there or it is no savepoint, {@link NoFileSystemException} when
     * this process cannot reach such addresses at all.
     *
     * @param path folder or metadata file, as a path or an address
     */
    public static Savepoint read(String path) throws NoFileSystemException {
        CheckpointMetadata metadata = metadata(path);
        Comparator<SavedOperator> walk = Comparator.comparingInt(o -> place(o.uid()));
        List<SavedOperator> operators = metadata.getOperatorStates().stream()
                .map(OperatorMetadata::read)
                .sorted(walk.thenComparing(o -> !given(o.uid()).equals(o.uid())).thenComparing(SavedOperator::uid))
                .toList();
        return new Savepoint(path, metadata.getCheckpointId(), operators);
    }

    /** The metadata as Flink has them; throws as {@link #read} does. */
    static CheckpointMetadata metadata(String path) throws NoFileSystemException {
        try {
            CompletedCheckpointStorageLocation location =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
            try (DataInputStream in =
                    new DataInputStream(location.getMetadataHandle().openInputStream())) {
                return Checkpoints.loadCheckpointMetadata(in, Savepoint.class.getClassLoader(), path);
            }
        } catch (FileNotFoundException e) {
            throw UserError.wrongUse("expected a savepoint or checkpoint at " + path + ", was " + missing(path));
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof UnsupportedFileSystemSchemeException) {
                throw new NoFileSystemException(RootCause.of(e), e);
            }
            throw UserError.wrongUse(
                    "expected a savepoint or checkpoint at " + path + ", was unreadable: " + reason(e));
        }
    }

    /** The uid we gave: of the operators Flink makes of a sink, that of the sink. */
    static String given(String uid) {
        return Uids.all().stream()
                .filter(own -> uid.endsWith(" " + own))
                .findFirst()
                .orElse(uid);
    }

    /** Position of an operator in the walk. */
    static int place(String uid) {
        int place = Uids.all().indexOf(given(uid));
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    private static String missing(String path) {
        try {
            Path folder = new Path(path);
            return folder.getFileSystem().exists(folder) ? "a folder without _metadata" : "not there";
        } catch (IOException | RuntimeException e) {
            return "not there";
        }
    }

    private static String reason(Exception e) {
        String message = RootCause.of(e);
        if (message.contains("magic number")) {
            return "not written by Flink, or damaged";
        }
        return message.contains(EOFException.class.getSimpleName()) ? "cut off" : message;
    }

    /** This process has no file system for the address; the cluster may have one. */
    public static final class NoFileSystemException extends Exception {
        private static final long serialVersionUID = 1L;

        private NoFileSystemException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
