package io.quorate.job.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A zip archive with one digit of one entry changed and every checksum of the format right. */
final class Rezip {
    private Rezip() {}

    static byte[] withByteChanged(byte[] archive, String entryName) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive));
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                byte[] bytes = from.readAllBytes();
                if (entry.getName().equals(entryName)) {
                    change(bytes);
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(bytes);
                to.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static void change(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] >= '1' && json[i] <= '8') {
                json[i]++;
                return;
            }
        }
    }
}
