package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.model.LabelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleReaderTest {
    private static final long MAX = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void scalersOfBundlesThatNameNoKindAreStandard() {
        String json = new String(TinyBundles.bundle("v").file(BundleEntry.MANIFEST), StandardCharsets.UTF_8);
        String old = json.replaceFirst("\\s*\"kind\" : \"STANDARD\",", "");
        assertThat(old).isNotEqualTo(json).doesNotContain("kind");
        BundleManifest manifest = BundleJson.read(old.getBytes(StandardCharsets.UTF_8), BundleManifest.class);
        assertThat(manifest.scaler()).isEqualTo(TinyBundles.scaler());
    }

    @Test
    void aWrittenBundleReadsBackAndScoresTheSameBits() throws IOException {
        Path file = folder.resolve("b.zip");
        BundleWriter.writeArchive(TinyBundles.bundle("one"), file);
        EnsembleModel model = BundleReader.read(file, null, MAX);
        assertThat(model.version()).isEqualTo("one");
        assertThat(model.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
        assertThat(model.layoutId()).isEqualTo(TinyBundles.LAYOUT);
        assertThat(model.featureNames()).isEqualTo(TinyBundles.NAMES);
        assertThat(model.priorWeights()).containsExactly(TinyBundles.PRIOR);
        assertThat(model.label()).isEqualTo(LabelSpec.tripleBarrier(10, 2, 1));
        EnsembleScorer scorer = new EnsembleScorer();
        double[] members = new double[4];
        double[] expected = new double[4];
        for (double[] x : TinyBundles.goldenInputs()) {
            double p = scorer.probability(model, x, TinyBundles.PRIOR, members);
            assertThat(p).isEqualTo(scorer.probability(TinyBundles.model("x"), x, TinyBundles.PRIOR, expected));
            assertThat(members).containsExactly(expected);
        }
        assertThat(BundleReader.manifest(file, MAX).codeVersion()).isEqualTo("test");
    }

    @Test
    void equalBundlesAreEqualBytesAndADirectoryHasTheDigestOfItsArchive() throws IOException {
        byte[] archive = BundleWriter.archive(TinyBundles.bundle("one"));
        assertThat(BundleWriter.archive(TinyBundles.bundle("one"))).isEqualTo(archive);
        Path directory = folder.resolve("dir");
        BundleWriter.writeDirectory(TinyBundles.bundle("one"), directory);
        assertThat(BundleReader.read(directory, Sha256.of(archive), MAX).sha256())
                .isEqualTo(Sha256.of(archive));
    }

    @Test
    void describesABundleForPublishing() throws IOException {
        Path file = folder.resolve("b.zip");
        BundleWriter.writeArchive(TinyBundles.bundle("one"), file);
        EnsembleSpec spec = BundleSpecs.describe(file);
        assertThat(spec.bundleUri()).startsWith("file:").endsWith("/b.zip");
        assertThat(spec.sha256()).isEqualTo(Sha256.of(Files.readAllBytes(file)));
        assertThat(spec.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(spec.layoutId()).isEqualTo(TinyBundles.LAYOUT);
        assertThat(spec.label()).isEqualTo(LabelSpec.tripleBarrier(10, 2, 1));
        assertThat(spec.memberNames()).isEqualTo(EnsembleModel.MEMBER_ORDER);
        assertThat(spec.priorWeights()).containsExactly(0.4, 0.3, 0.2, 0.1);
    }

    @Test
    void everyFlippedByteIsRefusedWhenTheDigestIsKnown() {
        byte[] archive = BundleWriter.archive(TinyBundles.bundle("one"));
        String sha256 = Sha256.of(archive);
        for (int i = 0; i < archive.length; i += 97) {
            byte[] flipped = archive.clone();
            flipped[i] ^= 1;
            assertThat(refusal(flipped, sha256)).isEqualTo(BundleRefusal.DIGEST_MISMATCH);
        }
        assertThat(refusal(archive, "00")).isEqualTo(BundleRefusal.DIGEST_MISMATCH);
    }

    @Test
    void aFlippedByteInsideAFileIsRefusedWithoutTheDigest() {
        byte[] archive = BundleWriter.archive(TinyBundles.bundle("one"));
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        for (String place : new String[] {"left_children", "\"bias\"", "\"rows\"", "\"layoutId\""}) {
            byte[] flipped = archive.clone();
            flipped[text.indexOf(place) + 2] ^= 1;
            assertThat(refusal(flipped, null)).as(place).isEqualTo(BundleRefusal.BROKEN_ARCHIVE);
        }
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] archive = BundleWriter.archive(TinyBundles.bundle("one"));
        int entries = new String(archive, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        for (int length = 0; length < entries; length += 61) {
            assertThat(refusal(Arrays.copyOf(archive, length), null))
                    .as("%d bytes", length)
                    .isIn(BundleRefusal.BROKEN_ARCHIVE, BundleRefusal.MISSING_ENTRY);
        }
        assertThat(refusal(Arrays.copyOf(archive, archive.length - 1), Sha256.of(archive)))
                .isEqualTo(BundleRefusal.DIGEST_MISMATCH);
    }

    @Test
    void sizeIsCheckedBeforeTheBytesAreReadAndAgainWhileUnpacking() throws IOException {
        Path file = folder.resolve("b.zip");
        BundleWriter.writeArchive(TinyBundles.bundle("one"), file);
        assertThat(refusal(file, Files.size(file) - 1)).isEqualTo(BundleRefusal.TOO_LARGE);
        Path bomb = folder.resolve("bomb.zip");
        Files.write(bomb, zip(Map.of("xgboost.ubj", new byte[64 << 20])));
        assertThat(Files.size(bomb)).isLessThan(MAX);
        assertThat(refusal(bomb, MAX)).isEqualTo(BundleRefusal.TOO_LARGE);
    }

    @Test
    void missingFilesAndFoldersAreUnreadable() {
        assertThat(refusal(folder.resolve("absent.zip"), MAX)).isEqualTo(BundleRefusal.UNREADABLE);
    }

    @Test
    void namesThatAreNotOfTheFormatAreRefused() throws IOException {
        for (String name : new String[] {"../evil.json", "/etc/passwd", "a/manifest.json", "..\\x", "C:evil"}) {
            assertThat(refusal(zip(Map.of(name, new byte[1])), null)).as(name).isEqualTo(BundleRefusal.PATH_TRAVERSAL);
        }
        assertThat(refusal(zip(Map.of("extra.bin", new byte[1])), null)).isEqualTo(BundleRefusal.UNKNOWN_ENTRY);
        assertThat(refusal(zip(Map.of("manifest.json", new byte[1])), null)).isEqualTo(BundleRefusal.MISSING_ENTRY);
        assertThat(refusal(new byte[100], null)).isEqualTo(BundleRefusal.BROKEN_ARCHIVE);
    }

    @Test
    void aRepeatedEntryIsRefused() {
        byte[] archive = BundleWriter.archive(TinyBundles.bundle("one"));
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        int second = text.indexOf("PK\u0003\u0004", 10);
        byte[] twice = new byte[second + archive.length];
        System.arraycopy(archive, 0, twice, 0, second);
        System.arraycopy(archive, 0, twice, second, archive.length);
        assertThat(refusal(twice, null)).isEqualTo(BundleRefusal.DUPLICATE_ENTRY);
    }

    @Test
    void linksInADirectoryAreRefused() throws IOException {
        Path directory = folder.resolve("dir");
        BundleWriter.writeDirectory(TinyBundles.bundle("one"), directory);
        Files.move(directory.resolve("svm.json"), folder.resolve("svm.json"));
        Files.createSymbolicLink(directory.resolve("svm.json"), folder.resolve("svm.json"));
        assertThat(refusal(directory, MAX)).isEqualTo(BundleRefusal.PATH_TRAVERSAL);
    }

    @Test
    void aFileThatDiffersFromItsChecksumIsRefused() throws IOException {
        Path directory = folder.resolve("dir");
        BundleWriter.writeDirectory(TinyBundles.bundle("one"), directory);
        Files.write(directory.resolve("metrics.json"), TinyBundles.text("{\"v\":2}\n"));
        assertThat(refusal(directory, MAX)).isEqualTo(BundleRefusal.CHECKSUM_MISMATCH);
    }

    @Test
    void membersThatCannotBeTrustedAreRefused() {
        assertThat(sealed(BundleEntry.XGBOOST, TinyBundles.xgboostJson(2, Float.POSITIVE_INFINITY)))
                .isEqualTo(BundleRefusal.BAD_MEMBER);
        assertThat(sealed(BundleEntry.XGBOOST, TinyBundles.xgboostJson(2, 7).replace("7.0", "1e60")))
                .isEqualTo(BundleRefusal.BAD_MEMBER);
        assertThat(sealed(BundleEntry.XGBOOST, TinyBundles.xgboostJson(3, 1))).isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
        assertThat(sealed(
                        BundleEntry.XGBOOST,
                        TinyBundles.xgboostJson(2, 1)
                                .replace("\"feature_names\":[]", "\"feature_names\":[\"z_20\",\"logret\"]")))
                .isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
        assertThat(sealed(BundleEntry.SVM, "{\"v\":1,\"bias\":0,\"weights\":[1]}"))
                .isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
        for (String svm : new String[] {
            "{\"v\":1,\"bias\":0,\"weights\":[1,1e999]}",
            "{\"v\":2,\"bias\":0,\"weights\":[1,1]}",
            "{\"v\":1,\"bias\":0,\"weights\":[1,null]}",
            "{\"v\":1,\"bias\":\"NaN\",\"weights\":[1,1]}",
            "{\"v\":1,\"bias\":0,\"weights\":[1,1],\"more\":1}",
            "{\"v\":1,\"weights\":[1,1]}",
            "{\"v\":1,\"bias\":0,\"bias\":0,\"weights\":[1,1]}",
            "{\"v\":1,\"bias\":0,\"weights\":[1,1]} x",
            "not json"
        }) {
            assertThat(sealed(BundleEntry.SVM, svm)).as(svm).isEqualTo(BundleRefusal.BAD_MEMBER);
        }
    }

    @Test
    void goldenVectorsMustBeReproducedBitForBit() {
        assertThat(sealed(BundleEntry.SVM, "{\"v\":1,\"bias\":0.10000000000000002,\"weights\":[1,-1]}"))
                .isEqualTo(BundleRefusal.GOLDEN_MISMATCH);
        assertThat(sealed(BundleEntry.GOLDEN, "{\"v\":1,\"rows\":[]}")).isEqualTo(BundleRefusal.BAD_GOLDEN);
        List<GoldenVectors.Row> narrow = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            narrow.add(new GoldenVectors.Row(Arrays.asList((Double) null), List.of(.5, .5, .5, .5), .5));
        }
        String golden = new String(BundleJson.write(new GoldenVectors(1, narrow)), StandardCharsets.UTF_8);
        assertThat(sealed(BundleEntry.GOLDEN, golden)).isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
    }

    @Test
    void aRetrainedMemberUnderOldGoldenVectorsIsRefused() {
        assertThat(sealed(BundleEntry.RANDOM_FOREST, TinyBundles.xgboostJson(2, Math.nextUp(0.5f))))
                .isEqualTo(BundleRefusal.GOLDEN_MISMATCH);
    }

    @Test
    void manifestsThatDisagreeWithThemselvesAreRefused() throws IOException {
        for (String[] change : new String[][] {
            {"\"v\" : 1,", "\"v\" : 2,"},
            {"\"scale\" : [ 2.0, 0.5 ]", "\"scale\" : [ 2.0 ]"},
            {"\"scale\" : [ 2.0, 0.5 ]", "\"scale\" : [ 2.0, 0 ]"},
            {"\"priorWeight\" : 0.4", "\"priorWeight\" : 0.5"},
            {"\"slope\" : 1.0", "\"slope\" : 1e999"},
            {"\"horizonSamples\" : 10", "\"horizonSamples\" : 0"},
            {"\"name\" : \"svm\"", "\"name\" : \"logistic\""},
            {"\"name\" : \"svm\"", "\"name\" : \"s v m\""},
            {"\"file\" : \"svm.json\"", "\"file\" : \"golden.json\""},
            {"\"file\" : \"svm.json\"", "\"file\" : \"../svm.json\""},
            {"\"file\" : \"svm.json\"", "\"file\" : \"svm.model\""},
            {"\"file\" : \"svm.json\"", "\"kind\" : \"wizard\", \"file\" : \"svm.json\""},
            {"\"file\" : \"svm.json\"", "\"file\" : \"logistic.json\""},
            {"\"z_20\"", "\"logret\""},
            {"TRIPLE_BARRIER", "TRIPLE"},
            {"\"codeVersion\" : \"test\",", ""},
        }) {
            Path directory = folder.resolve("m" + Arrays.hashCode(change));
            BundleWriter.writeDirectory(TinyBundles.bundle("one"), directory);
            Path manifest = directory.resolve("manifest.json");
            String text = Files.readString(manifest);
            assertThat(text).contains(change[0]);
            Files.writeString(manifest, text.replace(change[0], change[1]));
            assertThat(refusal(directory, MAX)).as(change[1]).isEqualTo(BundleRefusal.BAD_MANIFEST);
        }
    }

    @Test
    void refusalsSayWhatWasExpected() {
        BundleRefusedException refused =
                catchThrowableOfType(BundleRefusedException.class, () -> BundleReader.read(new byte[9], "ab", MAX));
        assertThat(refused.detail()).startsWith("expected SHA-256 ab, was ");
        assertThat(refused).hasMessageStartingWith("bundle refused: DIGEST_MISMATCH: expected");
    }

    @Test
    void sealingNeedsEveryFile() {
        Map<BundleEntry, byte[]> files = TinyBundles.files();
        files.remove(BundleEntry.SVM);
        assertThat(catchThrowableOfType(
                        IllegalArgumentException.class, () -> BundleContents.seal(TinyBundles.manifest("x"), files)))
                .hasMessageContaining("every entry but the manifest");
    }

    /** Refusal of a bundle whose checksums are right but whose file was exchanged. */
    private static BundleRefusal sealed(BundleEntry entry, String text) {
        Map<BundleEntry, byte[]> files = TinyBundles.files();
        files.put(entry, TinyBundles.text(text));
        return refusal(BundleWriter.archive(BundleContents.seal(TinyBundles.manifest("x"), files)), null);
    }

    private static BundleRefusal refusal(byte[] archive, @Nullable String sha256) {
        return refused(() -> BundleReader.read(archive, sha256, MAX));
    }

    private static BundleRefusal refusal(Path bundle, long maxBytes) {
        return refused(() -> BundleReader.read(bundle, null, maxBytes));
    }

    private static BundleRefusal refused(ThrowingCallable read) {
        BundleRefusedException e = catchThrowableOfType(BundleRefusedException.class, read);
        assertThat(e).as("refusal").isNotNull();
        assertThat(e.detail()).contains("was");
        return e.reason();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
