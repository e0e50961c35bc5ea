package io.quorate.job.registry;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.plugin.PluginUtils;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written once and never changed, in any store Flink has a file system for.
 *
 * <p>On a local disk a file appears whole or not at all, and of two writers of a name exactly one succeeds. Elsewhere the
 * file system is asked not to overwrite and the file is read back, which a store without conditional writes can only
 * promise for writers that do not come at the same instant.
 */
final class RegistryFiles {
    private static final String LOCAL = "file";

    private static boolean initialized;

    private final Path root;
    private final FileSystem files;

    private RegistryFiles(Path root, FileSystem files) {
        this.root = root;
        this.files = files;
    }

    /** The files below an address; throws UserError when this process cannot read addresses of its kind. */
    static RegistryFiles at(String uri) {
        try {
            initialize();
            Path root = uri.contains(":/")
                    ? new Path(URI.create(uri))
                    : new Path(java.nio.file.Path.of(uri)
                            .toAbsolutePath()
                            .normalize()
                            .toUri());
            return new RegistryFiles(root, root.getFileSystem());
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.wrongUse(
                    "--registry: expected an address this process can read, was " + uri + ": " + RootCause.of(e));
        }
    }

    /** Plugins of file systems are looked for where Flink looks: FLINK_PLUGINS_DIR, options in FLINK_CONF_DIR. */
    private static synchronized void initialize() {
        boolean installation = System.getenv("FLINK_PLUGINS_DIR") != null || System.getenv("FLINK_CONF_DIR") != null;
        if (installation && !initialized) {
            var configuration = GlobalConfiguration.loadConfiguration();
            FileSystem.initialize(configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
        }
        initialized = true;
    }

    /** Address of a file, as a job finds it. */
    String uri(String name) {
        return path(name).toUri().toString();
    }

    /** The bytes of a file of at most this size; null when there is none. */
    byte @Nullable [] read(String name, long maxBytes) {
        try {
            long size = files.getFileStatus(path(name)).getLen();
            if (size > Math.min(maxBytes, Integer.MAX_VALUE - 8)) {
                throw UserError.failed(
                        uri(name) + ": expected at most " + maxBytes + " bytes, was " + size + ", left unread");
            }
            try (FSDataInputStream in = files.open(path(name))) {
                return in.readNBytes((int) size);
            }
        } catch (FileNotFoundException e) {
            return null;
        } catch (IOException e) {
            throw failed("read", name, e);
        }
    }

    /** Names of the files in a folder, sorted; none when there is no such folder. */
    List<String> list(String folder) {
        try {
            FileStatus[] found = files.listStatus(path(folder));
            List<String> names = new ArrayList<>();
            for (FileStatus status : found == null ? new FileStatus[0] : found) {
                String name = status.getPath().getName();
                if (!status.isDir() && !name.startsWith(".")) {
                    names.add(name);
                }
            }
            Collections.sort(names);
            return names;
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("list", folder, e);
        }
    }

    /** Writes a file that is not there yet; false if it is, and then nothing is changed. */
    boolean create(String name, byte[] bytes) {
        try {
            Path path = path(name);
            files.mkdirs(path.getParent());
            return LOCAL.equals(path.toUri().getScheme()) ? link(path, bytes) : put(path, bytes);
        } catch (IOException e) {
            throw failed("write", name, e);
        }
    }

    private static boolean link(Path path, byte[] bytes) throws IOException {
        java.nio.file.Path target = java.nio.file.Path.of(path.toUri());
        java.nio.file.Path whole = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
        Files.write(whole, bytes);
        try {
            Files.createLink(target, whole);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(whole);
        }
    }

    private boolean put(Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(bytes);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try (FSDataInputStream in = files.open(path)) {
            return Arrays.equals(in.readAllBytes(), bytes);
        }
    }

    private Path path(String name) {
        return new Path(root, name);
    }

    private UserError failed(String what, String name, IOException e) {
        return UserError.failed("expected to " + what + " " + uri(name) + ", was " + RootCause.of(e), e);
    }
}
