package io.quorate.ensemble;

import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.model.ReferenceMember;
import io.quorate.schema.model.ReferenceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a bundle into a model, or refuses it with a reason.
 *
 * <p>Checks in this order, each before the bytes it protects are touched: size, digest, archive form, checksums,
 * manifest, members (structure, finiteness, feature count), golden vectors bit for bit. Then warms up.
 */
public final class BundleReader {
    /** Largest bundle accepted when nothing else is configured. */
    public static final long DEFAULT_MAX_BYTES = 256L << 20;

    private static final int WARM_UP_ROUNDS = 500;

    private BundleReader() {}

    /**
     * Reads an archive, or the same files in a directory. The digest of a directory is that of the archive the writer
     * makes of it.
     *
     * @param expectedSha256 digest the archive must have; null to accept any
     * @param maxBytes greatest size, packed and unpacked
     * @throws BundleRefusedException if anything disagrees
     */
    public static EnsembleModel read(Path bundle, @Nullable String expectedSha256, long maxBytes) {
        if (!Files.isDirectory(bundle)) {
            return read(BundleArchive.bytes(bundle, maxBytes), expectedSha256, maxBytes);
        }
        SortedMap<BundleEntry, byte[]> files = BundleArchive.list(bundle, maxBytes);
        String sha256 = Sha256.of(BundleWriter.archive(files));
        requireDigest(expectedSha256, sha256);
        return assemble(files, sha256);
    }

    /** Reads an archive that is in memory; otherwise as above. */
    public static EnsembleModel read(byte[] archive, @Nullable String expectedSha256, long maxBytes) {
        if (archive.length > maxBytes) {
            throw BundleArchive.tooLarge(maxBytes, archive.length);
        }
        String sha256 = Sha256.of(archive);
        requireDigest(expectedSha256, sha256);
        return assemble(BundleArchive.unzip(archive, maxBytes), sha256);
    }

    /** The manifest of a bundle that was accepted. */
    public static BundleManifest manifest(Path bundle, long maxBytes) {
        Map<BundleEntry, byte[]> files = Files.isDirectory(bundle)
                ? BundleArchive.list(bundle, maxBytes)
                : BundleArchive.unzip(BundleArchive.bytes(bundle, maxBytes), maxBytes);
        return manifest(files);
    }

    /** A file of a bundle that was accepted; null when it has none. */
    public static byte @Nullable [] file(Path bundle, BundleEntry entry, long maxBytes) {
        Map<BundleEntry, byte[]> files = Files.isDirectory(bundle)
                ? BundleArchive.list(bundle, maxBytes)
                : BundleArchive.unzip(BundleArchive.bytes(bundle, maxBytes), maxBytes);
        return files.get(entry);
    }

    private static EnsembleModel assemble(Map<BundleEntry, byte[]> files, String sha256) {
        BundleManifest manifest = manifest(files);
        requireChecksums(manifest, files);
        EnsembleModel model = model(manifest, files, sha256);
        GoldenVectors golden = understood(
                BundleRefusal.BAD_GOLDEN,
                "",
                () -> BundleJson.read(bytes(files, BundleEntry.GOLDEN), GoldenVectors.class));
        golden.verify(model);
        golden.warmUp(model, WARM_UP_ROUNDS);
        return model;
    }

    /** The model of these files; neither checksums nor golden vectors are looked at. */
    static EnsembleModel model(BundleManifest manifest, Map<BundleEntry, byte[]> files, String sha256) {
        List<Member> members = members(manifest, files);
        return understood(
                BundleRefusal.BAD_MANIFEST,
                "",
                () -> new EnsembleModel(
                                manifest.version(),
                                sha256,
                                manifest.layoutId(),
                                manifest.featureNames(),
                                manifest.label(),
                                members,
                                manifest.members().stream()
                                        .map(BundleManifest.MemberEntry::calibration)
                                        .toList(),
                                manifest.priorWeights(),
                                regime(manifest, files))
                        .madeFrom(reference(manifest, files)));
    }

    private static BundleManifest manifest(Map<BundleEntry, byte[]> files) {
        return understood(
                BundleRefusal.BAD_MANIFEST,
                "",
                () -> BundleJson.read(bytes(files, BundleEntry.MANIFEST), BundleManifest.class));
    }

    static void requireDigest(@Nullable String expected, String was) {
        if (expected != null && !expected.equals(was)) {
            throw new BundleRefusedException(
                    BundleRefusal.DIGEST_MISMATCH, "expected SHA-256 " + expected + ", was " + was);
        }
    }

    private static void requireChecksums(BundleManifest manifest, Map<BundleEntry, byte[]> files) {
        Map<String, String> actual = new TreeMap<>();
        files.forEach((entry, bytes) -> {
            if (!entry.equals(BundleEntry.MANIFEST)) {
                actual.put(entry.fileName(), Sha256.of(bytes));
            }
        });
        actual.forEach((name, sha256) -> {
            String expected = manifest.files().get(name);
            if (!sha256.equals(expected)) {
                throw new BundleRefusedException(
                        BundleRefusal.CHECKSUM_MISMATCH,
                        "expected " + name + " with SHA-256 " + expected + ", was " + sha256);
            }
        });
        if (actual.size() != manifest.files().size()) {
            throw new BundleRefusedException(
                    BundleRefusal.BAD_MANIFEST,
                    "expected checksums of " + actual.keySet() + ", was of "
                            + new TreeMap<>(manifest.files()).keySet());
        }
    }

    private static List<Member> members(BundleManifest manifest, Map<BundleEntry, byte[]> files) {
        Set<BundleEntry> declared = understood(BundleRefusal.BAD_MANIFEST, "", () -> MemberKinds.files(manifest));
        for (BundleEntry entry : declared) {
            if (!files.containsKey(entry)) {
                throw new BundleRefusedException(BundleRefusal.MISSING_ENTRY, "expected " + entry + ", was none");
            }
        }
        for (BundleEntry entry : files.keySet()) {
            if (entry.isMember() && !declared.contains(entry)) {
                throw new BundleRefusedException(
                        BundleRefusal.UNKNOWN_ENTRY, "expected only files of members " + declared + ", was " + entry);
            }
        }
        List<Member> members = new ArrayList<>();
        for (BundleManifest.MemberEntry member : manifest.members()) {
            MemberSource source = new MemberSource(
                    member.name(),
                    member.file(),
                    manifest.featureNames(),
                    manifest.scaler(),
                    file -> bytes(files, BundleEntry.member(file)));
            MemberKind kind = understood(BundleRefusal.BAD_MANIFEST, "", () -> MemberKinds.of(member));
            members.add(understood(BundleRefusal.BAD_MEMBER, member.file() + ": ", () -> kind.read(source)));
        }
        return members;
    }

    private static @Nullable RegimeFilter regime(BundleManifest manifest, Map<BundleEntry, byte[]> files) {
        byte[] bytes = files.get(BundleEntry.REGIME);
        return bytes == null
                ? null
                : understood(BundleRefusal.BAD_MEMBER, BundleEntry.REGIME.fileName() + ": ", () -> {
                    RegimeModel model = BundleJson.read(bytes, RegimeModel.class);
                    RegimeFilter filter = new RegimeFilter(model, manifest.featureNames());
                    filter.verify(model.golden());
                    return filter;
                });
    }

    private static @Nullable ReferenceProfile reference(BundleManifest manifest, Map<BundleEntry, byte[]> files) {
        byte[] bytes = files.get(BundleEntry.REFERENCE);
        return bytes == null
                ? null
                : understood(BundleRefusal.BAD_MEMBER, BundleEntry.REFERENCE.fileName() + ": ", () -> {
                    ReferenceProfile reference = BundleJson.read(bytes, ReferenceProfile.class);
                    requireNames(
                            manifest.featureNames(),
                            reference.features().stream()
                                    .map(ReferenceColumn::name)
                                    .toList());
                    List<String> members = new ArrayList<>();
                    manifest.members().forEach(member -> members.add(member.name()));
                    members.add(ReferenceProfile.ENSEMBLE);
                    requireNames(
                            members,
                            reference.members().stream()
                                    .map(ReferenceMember::name)
                                    .toList());
                    return reference;
                });
    }

    private static void requireNames(List<String> expected, List<String> was) {
        if (!was.equals(expected)) {
            throw new IllegalArgumentException("expected " + expected + ", was " + was);
        }
    }

    private static byte[] bytes(Map<BundleEntry, byte[]> files, BundleEntry entry) {
        byte[] bytes = files.get(entry);
        if (bytes == null) {
            throw new IllegalStateException("expected every entry, was none for " + entry);
        }
        return bytes;
    }

    /** Whatever a file makes the parsing code throw is a refusal, never a failure of the process. */
    private static <T> T understood(BundleRefusal reason, String place, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (BundleRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BundleRefusedException(reason, place + e.getMessage(), e);
        }
    }
}
