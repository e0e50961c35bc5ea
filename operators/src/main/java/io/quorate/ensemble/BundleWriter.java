package io.quorate.ensemble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bundle so that equal contents are equal bytes: fixed entry order and dates, entries stored uncompressed
 * because compressors differ between JVMs.
 */
public final class BundleWriter {
    private static final LocalDateTime ENTRY_DATE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private BundleWriter() {}

    /** The archive. */
    public static byte[] archive(BundleContents bundle) {
        return archive(bundle.files());
    }

    static byte[] archive(SortedMap<BundleEntry, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<BundleEntry, byte[]> entry : files.entrySet()) {
                byte[] file = entry.getValue();
                CRC32 crc = new CRC32();
                crc.update(file);
                ZipEntry header = new ZipEntry(entry.getKey().fileName());
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
        for (BundleEntry entry : bundle.entries()) {
            Files.write(directory.resolve(entry.fileName()), bundle.file(entry));
        }
    }
}
