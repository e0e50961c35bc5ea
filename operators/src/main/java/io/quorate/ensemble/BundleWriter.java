package io.quorate.ensemble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a bundle so that equal contents are equal bytes: fixed entry order and dates, entries stored uncompressed
 * because compressors differ between JVMs.
 */
public final class BundleWriter {
    private static final LocalDateTime ENTRY_DATE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private BundleWriter() {}

    /** The archive. */
    public static byte[] archive(BundleContents bundle) {
        return zip(entry -> bundle.has(entry) ? bundle.file(entry) : null);
    }

    static byte[] archive(Map<BundleEntry, byte[]> files) {
        return zip(entry -> {
            byte[] bytes = files.get(entry);
            if (bytes == null && !entry.optional()) {
                throw new BundleRefusedException(
                        BundleRefusal.MISSING_ENTRY, "expected " + entry.fileName() + ", was none");
            }
            return bytes;
        });
    }

    private static byte[] zip(Function<BundleEntry, byte @Nullable []> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (BundleEntry entry : BundleEntry.values()) {
                byte[] file = files.apply(entry);
                if (file == null) {
                    continue;
                }
                CRC32 crc = new CRC32();
                crc.update(file);
                ZipEntry header = new ZipEntry(entry.fileName());
                header.setTimeLocal(ENTRY_DATE);
                header.setSize(file.length);
                header.setCompressedSize(file.length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(file);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the archive to a file, which is replaced in one step. */
    public static void writeArchive(BundleContents bundle, Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, archive(bundle));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the files into a directory, which is created when absent. */
    public static void writeDirectory(BundleContents bundle, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (BundleEntry entry : BundleEntry.values()) {
            if (!bundle.has(entry)) {
                continue;
            }
            Files.write(directory.resolve(entry.fileName()), bundle.file(entry));
        }
    }
}
