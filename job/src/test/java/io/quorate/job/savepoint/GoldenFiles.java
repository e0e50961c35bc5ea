package io.quorate.job.savepoint;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The golden files under addresses that hold on every machine: {@code golden:/v1/one.zip}.
 *
 * <p>A savepoint names the files it was made of, even those whose bytes it carries itself, and a control record names its
 * bundle. With {@code file:} the path of whoever wrote them would be in the binary for ever.
 */
public final class GoldenFiles implements FileSystemFactory {

    private static final String SCHEME = "golden";
    private static final URI ROOT = URI.create(SCHEME + ":/");

    private static volatile java.nio.file.Path folder = resources();

    /** Where the files are: the test resources, until they are to be written. */
    static java.nio.file.Path folder() {
        return folder;
    }

    /** From now on the files are there. */
    static void moveTo(java.nio.file.Path elsewhere) {
        folder = elsewhere.toAbsolutePath();
    }

    private static java.nio.file.Path resources() {
        try {
            URL classes =
                    GoldenFiles.class.getProtectionDomain().getCodeSource().getLocation();
            return java.nio.file.Path.of(classes.toURI()).resolve("golden/state");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected a folder of resources", e);
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem create(URI address) {
        return new Files();
    }

    /** Flink's local files below the folder. */
    private static final class Files extends FileSystem {

        private final FileSystem local = LocalFileSystem.getSharedInstance();

        private static Path real(Path path) {
            return new Path(folder.resolve(path.getPath().substring(1)).toUri());
        }

        private static Path named(Path real) {
            return new Path(ROOT.resolve("/" + folder.relativize(java.nio.file.Path.of(real.getPath()))));
        }

        @Override
        public Path getWorkingDirectory() {
            return new Path(ROOT);
        }

        @Override
        public Path getHomeDirectory() {
            return new Path(ROOT);
        }

        @Override
        public URI getUri() {
            return ROOT;
        }

        @Override
        public FileStatus getFileStatus(Path path) throws IOException {
            return new Status(local.getFileStatus(real(path)));
        }

        @Override
        public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
            return new BlockLocation[0];
        }

        @Override
        public FSDataInputStream open(Path path, int bufferSize) throws IOException {
            return local.open(real(path), bufferSize);
        }

        @Override
        public FSDataInputStream open(Path path) throws IOException {
            return local.open(real(path));
        }

        @Override
        public FileStatus[] listStatus(Path path) throws IOException {
            FileStatus[] found = local.listStatus(real(path));
            FileStatus[] named = new FileStatus[found.length];
            for (int i = 0; i < found.length; i++) {
                named[i] = new Status(found[i]);
            }
            return named;
        }

        @Override
        public boolean delete(Path path, boolean recursive) throws IOException {
            return local.delete(real(path), recursive);
        }

        @Override
        public boolean mkdirs(Path path) throws IOException {
            return local.mkdirs(real(path));
        }

        @Override
        public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
            return local.create(real(path), mode);
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            return local.rename(real(from), real(to));
        }

        @Override
        public boolean isDistributedFS() {
            return false;
        }
    }

    /** Of a file by its golden address. */
    private record Status(FileStatus real) implements FileStatus {
        @Override
        public long getLen() {
            return real.getLen();
        }

        @Override
        public long getBlockSize() {
            return real.getBlockSize();
        }

        @Override
        public short getReplication() {
            return real.getReplication();
        }

        @Override
        public long getModificationTime() {
            return real.getModificationTime();
        }

        @Override
        public long getAccessTime() {
            return real.getAccessTime();
        }

        @Override
        public boolean isDir() {
            return real.isDir();
        }

        @Override
        public Path getPath() {
            return Files.named(real.getPath());
        }
    }
}
