package io.quorate.ensemble;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks a bundle into memory, trusting nothing: names, sizes, repeats and missing entries are all checked. */
final class BundleArchive {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int MAX_ENTRIES = 256;

    private BundleArchive() {}

    /** Reads a file of at most this size. */
    static byte[] bytes(Path file, long maxBytes) {
        try {
            long size = Files.size(file);
            if (size > maxBytes) {
                throw tooLarge(maxBytes, size);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return bytes(in, maxBytes);
            }
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.UNREADABLE, "expected a readable file, was " + describe(e), e);
        }
    }

    static byte[] bytes(InputStream in, long maxBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            if (out.size() + (long) n > maxBytes) {
                throw tooLarge(maxBytes, out.size() + (long) n);
            }
            out.write(chunk, 0, n);
        }
        return out.toByteArray();
    }

    static SortedMap<BundleEntry, byte[]> unzip(byte[] archive, long maxBytes) {
        SortedMap<BundleEntry, byte[]> files = new TreeMap<>();
        long left = maxBytes;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry header = zip.getNextEntry(); header != null; header = zip.getNextEntry()) {
                BundleEntry entry = entry(header.getName());
                byte[] bytes = bytes(zip, left);
                left -= bytes.length;
                if (files.size() >= MAX_ENTRIES) {
                    throw new BundleRefusedException(
                            BundleRefusal.TOO_LARGE, "expected at most " + MAX_ENTRIES + " files, was more");
                }
                if (files.put(entry, bytes) != null) {
                    throw new BundleRefusedException(
                            BundleRefusal.DUPLICATE_ENTRY, "expected " + entry.fileName() + " once, was twice");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleRefusedException(
                    BundleRefusal.BROKEN_ARCHIVE, "expected a whole zip archive, was " + describe(e), e);
        }
        if (files.isEmpty()) {
            throw new BundleRefusedException(
                    BundleRefusal.BROKEN_ARCHIVE, "expected a zip archive, was " + archive.length + " other bytes");
        }
        return complete(files);
    }

    static SortedMap<BundleEntry, byte[]> list(Path directory, long maxBytes) {
        SortedMap<BundleEntry, byte[]> files = new TreeMap<>();
        long left = maxBytes;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                BundleEntry entry = entry(String.valueOf(path.getFileName()));
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw new BundleRefusedException(
                            BundleRefusal.PATH_TRAVERSAL, "expected a plain file, was a link or folder: " + path);
                }
                byte[] bytes = bytes(path, left);
                left -= bytes.length;
                files.put(entry, bytes);
            }
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.UNREADABLE, "expected a readable directory, was " + describe(e), e);
        }
        return complete(files);
    }

    private static SortedMap<BundleEntry, byte[]> complete(SortedMap<BundleEntry, byte[]> files) {
        for (BundleEntry entry : BundleEntry.values()) {
            if (entry.isRequired() && !files.containsKey(entry)) {
                throw new BundleRefusedException(
                        BundleRefusal.MISSING_ENTRY, "expected " + entry.fileName() + ", was none");
            }
        }
        return files;
    }

    private static BundleEntry entry(String name) {
        BundleEntry entry = BundleEntry.named(name);
        if (entry != null) {
            return entry;
        }
        boolean leaves = name.contains("..") || name.contains("/") || name.contains("\\") || name.contains(":");
        throw new BundleRefusedException(
                leaves ? BundleRefusal.PATH_TRAVERSAL : BundleRefusal.UNKNOWN_ENTRY,
                "expected an entry of the bundle format, was '" + name + "'");
    }

    static BundleRefusedException tooLarge(long maxBytes, long bytes) {
        return new BundleRefusedException(
                BundleRefusal.TOO_LARGE, "expected at most " + maxBytes + " bytes, was " + bytes + " or more");
    }

    private static String describe(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
