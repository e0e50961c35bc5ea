package io.quorate.job.tune;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** That one process at a time goes on with a study; a process that dies gives it up. */
final class StudyLock implements AutoCloseable {
    static final String FILE = "study.lock";

    private final FileChannel channel;

    private StudyLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a folder, which is made when missing; throws UserError when another process has it. */
    @SuppressWarnings("resource") // the lock goes with its channel
    static StudyLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new StudyLock(channel);
                }
            } catch (OverlappingFileLockException e) {
                // held by this process
            }
            channel.close();
            throw UserError.failed(
                    folder + ": expected a study nobody works on, was one that another process goes on with");
        } catch (IOException e) {
            throw UserError.failed(
                    folder + ": expected a writable folder, was " + e.getClass().getSimpleName(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it goes with the process
        }
    }
}
