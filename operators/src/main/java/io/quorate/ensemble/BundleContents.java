package io.quorate.ensemble;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A bundle in memory: its manifest and the bytes of its other files. */
public final class BundleContents {
    private static final String NO_METRICS = "{\"v\":1}\n";

    private final BundleManifest manifest;
    private final SortedMap<BundleEntry, byte[]> files;

    private BundleContents(BundleManifest manifest, SortedMap<BundleEntry, byte[]> files) {
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
        Set<BundleEntry> wanted = new TreeSet<>(MemberKinds.files(draft));
        BundleEntry.values().stream().filter(BundleEntry::isRequired).forEach(wanted::add);
        wanted.remove(BundleEntry.MANIFEST);
        if (!files.keySet().containsAll(wanted)
                || files.keySet().stream()
                        .anyMatch(e -> !wanted.contains(e) && (e.isMember() || e.equals(BundleEntry.MANIFEST)))) {
            throw new IllegalArgumentException(
                    "expected every entry but the manifest: " + wanted + ", was " + new TreeSet<>(files.keySet()));
        }
        SortedMap<BundleEntry, byte[]> sealed = new TreeMap<>();
        SortedMap<String, String> checksums = new TreeMap<>();
        files.forEach((entry, bytes) -> {
            sealed.put(entry, bytes.clone());
            checksums.put(entry.fileName(), Sha256.of(bytes));
        });
        BundleManifest manifest = draft.withFiles(checksums);
        sealed.put(BundleEntry.MANIFEST, BundleJson.write(manifest));
        return new BundleContents(manifest, sealed);
    }

    /**
     * Packs members that were trained anywhere: reads them by their kinds, takes what they answer to the inputs as golden
     * vectors and seals it all.
     *
     * @param draft manifest whose checksums are ignored
     * @param files of the members, and of the regime if any
     * @param inputs at least {@value GoldenVectors#MIN_ROWS} rows in the order of the manifest's columns, one of them with
     *     a NaN
     * @throws BundleRefusedException if a member cannot be read
     */
    public static BundleContents pack(BundleManifest draft, Map<BundleEntry, byte[]> files, double[][] inputs) {
        Map<BundleEntry, byte[]> all = new TreeMap<>(files);
        all.putIfAbsent(BundleEntry.METRICS, NO_METRICS.getBytes(StandardCharsets.UTF_8));
        EnsembleModel model = BundleReader.model(draft, all, "");
        all.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(model, inputs)));
        return seal(draft, all);
    }

    public BundleManifest manifest() {
        return manifest;
    }

    /** The files, in archive order. */
    public Set<BundleEntry> entries() {
        return new TreeSet<>(files.keySet());
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

    SortedMap<BundleEntry, byte[]> files() {
        return files;
    }
}
