package io.quorate.job.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder in which nothing can be written until this is closed: the right to write is taken from it and the folders
 * below. A process of root has that right all the same; then a file stands in the folder's place, which has the same
 * effect on a writer.
 */
final class ReadOnly implements AutoCloseable {
    private final Path folder;
    private final Map<Path, Set<PosixFilePermission>> rights = new HashMap<>();
    private final Path away;

    private ReadOnly(Path folder) {
        this.folder = folder;
        this.away = folder.resolveSibling(folder.getFileName() + ".away");
    }

    static ReadOnly make(Path folder) throws IOException {
        ReadOnly held = new ReadOnly(folder);
        held.takeRights();
        if (canWrite(folder)) {
            held.giveRights();
            Files.move(folder, held.away);
            Files.writeString(folder, "no folder\n");
        }
        return held;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(away)) {
            Files.delete(folder);
            Files.move(away, folder);
        }
        giveRights();
    }

    private void takeRights() throws IOException {
        try (Stream<Path> below = Files.walk(folder, 1)) {
            for (Path path : below.filter(Files::isDirectory).toList()) {
                Set<PosixFilePermission> all = Files.getPosixFilePermissions(path);
                rights.put(path, Set.copyOf(all));
                all.remove(PosixFilePermission.OWNER_WRITE);
                all.remove(PosixFilePermission.GROUP_WRITE);
                all.remove(PosixFilePermission.OTHERS_WRITE);
                Files.setPosixFilePermissions(path, all);
            }
        }
    }

    private void giveRights() throws IOException {
        for (Map.Entry<Path, Set<PosixFilePermission>> old : rights.entrySet()) {
            if (Files.exists(old.getKey())) {
                Files.setPosixFilePermissions(old.getKey(), old.getValue());
            }
        }
        rights.clear();
    }

    private static boolean canWrite(Path folder) {
        try {
            Path probe = folder.resolve(".probe");
            Files.writeString(probe, "");
            Files.delete(probe);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
