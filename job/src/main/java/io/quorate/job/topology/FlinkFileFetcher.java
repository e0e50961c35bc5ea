package io.quorate.job.topology;

import io.quorate.ensemble.BundleRefusal;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.ModelAccess;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Brings bundles through Flink's file systems: local files, and every store whose plugin the cluster has. */
public final class FlinkFileFetcher implements ModelAccess.Fetcher {

    private static final long serialVersionUID = 1L;

    /** Longest array of every JVM. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    @Override
    public byte[] fetch(String uri, long maxBytes) throws IOException {
        Path path = path(uri);
        FileSystem files = path.getFileSystem();
        long size = files.getFileStatus(path).getLen();
        if (size > Math.min(maxBytes, MOST_BYTES)) {
            throw new BundleRefusedException(
                    BundleRefusal.TOO_LARGE,
                    "expected at most " + Math.min(maxBytes, MOST_BYTES) + " bytes, was " + size);
        }
        try (FSDataInputStream in = files.open(path)) {
            return in.readNBytes(Math.toIntExact(size));
        }
    }

    private static Path path(String uri) {
        try {
            return new Path(URI.create(uri));
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(
                    BundleRefusal.UNREADABLE, "expected the address of a file, was \"" + uri + "\"", e);
        }
    }
}
