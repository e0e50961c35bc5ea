package io.quorate.ensemble;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** A bundle in memory: its manifest and the bytes of its other files. */
public final class BundleContents {
    private final BundleManifest manifest;
    private final EnumMap<BundleEntry, byte[]> files;

    private BundleContents(BundleManifest manifest, EnumMap<BundleEntry, byte[]> files) {
        this.manifest = manifest;
        this.files = files;
    }

    /**
     * Seals the files under a manifest: fills in their checksums and writes the manifest.
     *
     * @param draft manifest whose checksums are ignored
     * @param files every entry but the manifest
     */
    public static BundleContents seal(BundleManifest draft, Map<BundleEntry, byte[]> files) {
        EnumMap<BundleEntry, byte[]> sealed = new EnumMap<>(BundleEntry.class);
        Map<String, String> checksums = new TreeMap<>();
        for (BundleEntry entry : BundleEntry.values()) {
            byte[] bytes = files.get(entry);
            if (!entry.optional() && (bytes == null) != (entry == BundleEntry.MANIFEST)) {
                throw new IllegalArgumentException("expected every entry but the manifest, was " + files.keySet());
            }
            if (bytes != null) {
                sealed.put(entry, bytes.clone());
                checksums.put(entry.fileName(), Sha256.of(bytes));
            }
        }
        BundleManifest manifest = draft.withFiles(checksums);
        sealed.put(BundleEntry.MANIFEST, BundleJson.write(manifest));
        return new BundleContents(manifest, sealed);
    }

    public BundleManifest manifest() {
        return manifest;
    }

    /** Whether the bundle has this file. */
    public boolean has(BundleEntry entry) {
        return files.containsKey(entry);
    }

    /** Bytes of one file, the manifest included. */
    public byte[] file(BundleEntry entry) {
        byte[] bytes = files.get(entry);
        if (bytes == null) {
            throw new IllegalStateException("expected an entry of the bundle, was none for " + entry);
        }
        return bytes.clone();
    }
}
