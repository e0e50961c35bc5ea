package io.quorate.job.scenario;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.schema.control.EnsembleSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Bundles with one fault each, announced as truthfully as the fault allows: size and digest are those of the file, and
 * the checksums in the manifest those of its entries.
 */
public final class BrokenBundles {
    private static final String MANIFEST = "manifest.json";

    private final EnsembleSpec good;
    private final Path dir;
    private final Map<String, byte[]> entries;

    /** Faults to be made of a good bundle. */
    public BrokenBundles(EnsembleSpec good, Path dir) throws IOException {
        this.good = good;
        this.dir = dir;
        this.entries = unzip(Files.readAllBytes(Path.of(URI.create(good.bundleUri()))));
    }

    /** A byte changed after the announcement. */
    public EnsembleSpec corrupt() throws IOException {
        byte[] bytes = zip(entries);
        EnsembleSpec announced = announce("corrupt", bytes);
        bytes[bytes.length / 2] ^= 1;
        Files.write(Path.of(URI.create(announced.bundleUri())), bytes);
        return announced;
    }

    /** The digest of another file. */
    public EnsembleSpec wrongDigest() {
        return wrongDigest("ab".repeat(32));
    }

    private EnsembleSpec wrongDigest(String sha256) {
        return new EnsembleSpec(
                good.bundleUri(),
                sha256,
                good.sizeBytes(),
                good.layoutId(),
                good.label(),
                good.memberNames(),
                good.priorWeights());
    }

    /** A file that nobody wrote. */
    public EnsembleSpec absent() {
        return wrongDigest("cd".repeat(32)).at(dir.resolve("absent.zip").toUri().toString());
    }

    /** A file that is larger than announced. */
    public EnsembleSpec longer() throws IOException {
        EnsembleSpec announced = announce("longer", zip(entries));
        Files.write(Path.of(URI.create(announced.bundleUri())), new byte[64 << 20]);
        return announced;
    }

    /** A leaf that is no number. */
    public EnsembleSpec nanLeaf() throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        byte[] forest = changed.get("random_forest.ubj").clone();
        int values = floats(forest, "split_conditions");
        System.arraycopy(new byte[] {0x7f, (byte) 0xc0, 0, 0}, 0, forest, values, 4);
        replace(changed, "random_forest.ubj", forest);
        return announce("nan", zip(changed));
    }

    /** A member that is not the one that made the golden vectors. */
    public EnsembleSpec otherNumbers() throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        String svm = new String(changed.get("svm.json"), StandardCharsets.UTF_8);
        String other = svm.replaceFirst("\"bias\" : -?[0-9.E-]+", "\"bias\" : 0.123");
        replace(changed, "svm.json", other.getBytes(StandardCharsets.UTF_8));
        return announce("golden", zip(changed));
    }

    /** Columns that change places behind the id of the layout. */
    public EnsembleSpec permutedColumns() throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        String manifest = new String(changed.get(MANIFEST), StandardCharsets.UTF_8);
        int from = manifest.indexOf('[', manifest.indexOf("\"featureNames\""));
        int to = manifest.indexOf(']', from);
        String[] names = manifest.substring(from + 1, to).strip().split("\\s*,\\s*");
        String first = names[0];
        names[0] = names[1];
        names[1] = first;
        String swapped = manifest.substring(0, from) + "[ " + String.join(", ", names) + " " + manifest.substring(to);
        changed.put(MANIFEST, swapped.getBytes(StandardCharsets.UTF_8));
        return announce("permuted", zip(changed));
    }

    /** An entry that would leave the folder it is unpacked in. */
    public EnsembleSpec pathTraversal() throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put("../../evil.json", new byte[1]);
        return announce("traversal", zip(changed));
    }

    /** A small archive of an endless entry. */
    public EnsembleSpec zipBomb(int unpackedBytes) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put("xgboost.ubj", new byte[unpackedBytes]);
        return announce("bomb", zip(changed));
    }

    private EnsembleSpec announce(String name, byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("broken-" + name + ".zip"), bytes);
        return new EnsembleSpec(
                file.toUri().toString(),
                BundleSpecs.sha256(bytes),
                bytes.length,
                good.layoutId(),
                good.label(),
                good.memberNames(),
                good.priorWeights());
    }

    private static void replace(Map<String, byte[]> entries, String name, byte[] bytes) {
        String before = BundleSpecs.sha256(entries.get(name));
        String manifest = new String(entries.get(MANIFEST), StandardCharsets.UTF_8);
        if (!manifest.contains(before)) {
            throw new IllegalStateException("expected the checksum of " + name + " in the manifest, was none");
        }
        entries.put(name, bytes);
        entries.put(
                MANIFEST, manifest.replace(before, BundleSpecs.sha256(bytes)).getBytes(StandardCharsets.UTF_8));
    }

    /** Where the numbers of a UBJSON array of floats begin: behind {@code [$d#}, a length type and the length. */
    private static int floats(byte[] ubjson, String name) {
        String text = new String(ubjson, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("[$d#", text.indexOf(name)) + "[$d#".length();
        return at
                + 1
                + switch (text.charAt(at)) {
                    case 'i', 'U' -> 1;
                    case 'I' -> 2;
                    case 'l' -> 4;
                    case 'L' -> 8;
                    default -> throw new IllegalStateException("expected a length, was " + text.charAt(at));
                };
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                entries.put(entry.getName(), from.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream to = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                to.putNextEntry(new ZipEntry(entry.getKey()));
                to.write(entry.getValue());
                to.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
