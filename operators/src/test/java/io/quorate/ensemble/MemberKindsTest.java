package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.ensemble.BundleManifest.MemberEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemberKindsTest {
    private static final long MAX = 1 << 20;
    private static final byte[] FOREST = TinyBundles.text(TinyBundles.xgboostJson(2, 0.5f));
    private static final byte[] WEIGHTS = BundleJson.write(new LinearWeights(1, 0.1, new double[] {1, -1}));

    private final Map<BundleEntry, byte[]> files = new TreeMap<>();
    private final List<MemberEntry> entries = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    @Test
    void twoMembersOfAnyNamesWithXgboostJsonAmongThem() {
        add("imported", "imported.json", "xgboost", FOREST, forest("imported"));
        add("ridge", "ridge_2.json", null, WEIGHTS, linear("ridge"));
        EnsembleModel model = BundleReader.read(archive(), null, MAX);
        assertThat(model.memberNames()).containsExactly("imported", "ridge");
        assertSameBits(model);
    }

    @Test
    void sixMembersInDeclaredOrderWhateverTheOrderOfTheirFiles() {
        for (int m = 5; m >= 0; m--) {
            boolean linear = m % 2 == 0;
            String name = "m" + m;
            add(
                    name,
                    name + (linear ? ".json" : ".ubj"),
                    null,
                    linear ? WEIGHTS : FOREST,
                    linear ? linear(name) : forest(name));
        }
        byte[] archive = archive();
        Map<BundleEntry, byte[]> ownFiles = new TreeMap<>(files);
        ownFiles.keySet().removeIf(e -> !e.isMember());
        assertThat(BundleWriter.archive(
                        BundleContents.pack(contents().manifest(), ownFiles, TinyBundles.goldenInputs())))
                .isEqualTo(archive);
        EnsembleModel model = BundleReader.read(archive, null, MAX);
        assertThat(model.memberNames()).containsExactly("m5", "m4", "m3", "m2", "m1", "m0");
        assertSameBits(model);
        assertThat(archive()).isEqualTo(archive);
    }

    @Test
    void aKindFromElsewhereIsFoundAsAServiceWithEveryFileItNeeds() {
        add("svm", "svm.json", null, WEIGHTS, linear("svm"));
        add("odd", "odd.model", "two-files", TinyBundles.text("2"), TwoFilesKind.member("odd", 0.5));
        files.put(BundleEntry.member("odd_more.model"), TinyBundles.text("4"));
        assertSameBits(BundleReader.read(archive(), null, MAX));
        files.put(BundleEntry.member("odd_more.model"), TinyBundles.text("5"));
        assertThat(refusal()).isEqualTo(BundleRefusal.GOLDEN_MISMATCH);
        files.put(BundleEntry.member("odd_more.model"), TinyBundles.text("x"));
        assertThat(refusal()).isEqualTo(BundleRefusal.BAD_MEMBER);
    }

    @Test
    void filesNoMemberNeedsAndMembersWithoutTheirFileAreRefused() {
        add("svm", "svm.json", null, WEIGHTS, linear("svm"));
        add("logistic", "logistic.json", null, WEIGHTS, linear("logistic"));
        BundleContents sealed = contents();
        TreeMap<BundleEntry, byte[]> more = new TreeMap<>(sealed.files());
        more.put(BundleEntry.member("stray.json"), WEIGHTS);
        String manifest = new String(sealed.file(BundleEntry.MANIFEST), StandardCharsets.UTF_8);
        more.put(
                BundleEntry.MANIFEST,
                TinyBundles.text(manifest.replace(
                        "\"files\" : {", "\"files\" : { \"stray.json\" : \"" + Sha256.of(WEIGHTS) + "\",")));
        assertThat(refusal(BundleWriter.archive(more))).isEqualTo(BundleRefusal.UNKNOWN_ENTRY);
        TreeMap<BundleEntry, byte[]> fewer = new TreeMap<>(sealed.files());
        fewer.remove(BundleEntry.SVM);
        fewer.put(
                BundleEntry.MANIFEST, TinyBundles.text(manifest.replaceFirst(",\\s*\"svm.json\" : \"[0-9a-f]*\"", "")));
        assertThat(refusal(BundleWriter.archive(fewer))).isEqualTo(BundleRefusal.MISSING_ENTRY);
    }

    @Test
    void oneMemberIsNoEnsemble() {
        add("svm", "svm.json", null, WEIGHTS, linear("svm"));
        add("logistic", "logistic.json", null, WEIGHTS, linear("logistic"));
        byte[] whole = archive();
        assertThat(BundleReader.read(whole, null, MAX).members()).isEqualTo(2);
        entries.remove(1);
        members.remove(1);
        assertThat(catchThrowableOfType(IllegalArgumentException.class, this::contents))
                .hasMessageContaining("expected 2..64 members, was 1");
    }

    @Test
    void theManifestNamesAKindOnlyWhenItHasOne() {
        add("imported", "imported.json", "xgboost", FOREST, forest("imported"));
        add("svm", "svm.json", null, WEIGHTS, linear("svm"));
        String manifest = new String(contents().file(BundleEntry.MANIFEST), StandardCharsets.UTF_8);
        assertThat(manifest.split("\"kind\" : \"xgboost\"", -1)).hasSize(2);
        assertThat(manifest).doesNotContain("\"kind\" : null");
    }

    @Test
    void aBundleWhoseManifestSaysAnotherOrderGivesTheBitsOfTheOneInLayoutOrder() {
        EnsembleModel plain = TinyBundles.model("x");
        EnsembleModel model = reversed();
        EnsembleModel mapped = model.inOrder(TinyBundles.NAMES);
        assertThat(plain.inOrder(TinyBundles.NAMES)).isSameAs(plain);
        assertThat(model.inOrder(TinyBundles.NAMES)).isSameAs(mapped);
        assertThat(mapped.featureNames()).isEqualTo(TinyBundles.NAMES);
        assertThat(mapped.sha256()).isEqualTo(model.sha256());
        double[] expected = new double[4];
        double[] was = new double[4];
        EnsembleScorer scorer = new EnsembleScorer();
        for (double[] x : TinyBundles.goldenInputs()) {
            double p = scorer.probability(plain, x, TinyBundles.PRIOR, expected);
            assertThat(scorer.probability(mapped, x, TinyBundles.PRIOR, was)).isEqualTo(p);
            assertThat(was).containsExactly(expected);
        }
        assertThat(catchThrowableOfType(BundleRefusedException.class, () -> plain.inOrder(List.of("logret", "other")))
                        .reason())
                .isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
    }

    @Test
    void columnsPermutedBehindTheManifestsBackBreakTheGoldenVectors() {
        Map<BundleEntry, byte[]> swapped = TinyBundles.files();
        swapped.put(BundleEntry.SVM, BundleJson.write(new LinearWeights(1, 0.1, new double[] {-1, 1})));
        assertThat(refusal(BundleWriter.archive(BundleContents.seal(TinyBundles.manifest("x"), swapped))))
                .isEqualTo(BundleRefusal.GOLDEN_MISMATCH);
        swapped.putAll(TinyBundles.files());
        swapped.put(
                BundleEntry.XGBOOST,
                TinyBundles.text(TinyBundles.xgboostJson(2, -0.25f)
                        .replaceFirst("\"split_indices\":.0,", "\"split_indices\":[1,")));
        assertThat(refusal(BundleWriter.archive(BundleContents.seal(TinyBundles.manifest("x"), swapped))))
                .isEqualTo(BundleRefusal.GOLDEN_MISMATCH);
    }

    @Test
    void aKindThatCannotMapItsColumnsIsServedInItsOwnOrderOnly() {
        add("svm", "svm.json", null, WEIGHTS, linear("svm"));
        add("odd", "odd.model", "two-files", TinyBundles.text("2"), TwoFilesKind.member("odd", 0.5));
        EnsembleModel model = expected();
        assertThat(model.inOrder(TinyBundles.NAMES)).isSameAs(model);
        assertThat(catchThrowableOfType(BundleRefusedException.class, () -> model.inOrder(List.of("z_20", "logret"))))
                .hasMessageContaining("LAYOUT_MISMATCH")
                .hasMessageContaining("was odd");
    }

    /** The bundle of {@link TinyBundles} with its two columns the other way round, manifest included. */
    private EnsembleModel reversed() {
        List<MemberEntry> tiny = TinyBundles.memberEntries();
        FeatureScaler scaler = new FeatureScaler(new double[] {-0.2, 0.1}, new double[] {0.5, 2});
        files.putAll(TinyBundles.files());
        files.put(BundleEntry.RANDOM_FOREST, swapTrees(0.5f));
        files.put(BundleEntry.XGBOOST, swapTrees(-0.25f));
        files.put(BundleEntry.SVM, BundleJson.write(new LinearWeights(1, 0.1, new double[] {-1, 1})));
        files.put(BundleEntry.LOGISTIC, BundleJson.write(new LinearWeights(1, -0.2, new double[] {2, 0.5})));
        EnsembleModel own = new EnsembleModel(
                "v",
                "",
                TinyBundles.LAYOUT,
                List.of("z_20", "logret"),
                TinyBundles.manifest("x").label(),
                List.of(
                        new ForestMember("random_forest", XgboostModelReader.read(swapTrees(0.5f))),
                        new ForestMember("xgboost", XgboostModelReader.read(swapTrees(-0.25f))),
                        new LinearMember("svm", 0.1, new double[] {-1, 1}, scaler),
                        new LinearMember("logistic", -0.2, new double[] {2, 0.5}, scaler)),
                tiny.stream().map(MemberEntry::calibration).toList(),
                TinyBundles.PRIOR);
        files.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(own, TinyBundles.goldenInputs())));
        BundleManifest m = TinyBundles.manifest("x");
        return BundleReader.read(
                BundleWriter.archive(BundleContents.seal(
                        new BundleManifest(
                                1,
                                "x",
                                m.layoutId(),
                                own.featureNames(),
                                scaler,
                                tiny,
                                m.label(),
                                m.window(),
                                "",
                                "",
                                Map.of()),
                        files)),
                null,
                MAX);
    }

    private static byte[] swapTrees(float leaf) {
        return TinyBundles.text(TinyBundles.xgboostJson(2, leaf)
                .replace("\"split_indices\":[0,", "\"split_indices\":[x,")
                .replace("\"split_indices\":[1,", "\"split_indices\":[0,")
                .replace("\"split_indices\":[x,", "\"split_indices\":[1,"));
    }

    private void add(String name, String file, @Nullable String kind, byte[] bytes, Member member) {
        files.put(BundleEntry.member(file), bytes);
        entries.add(new MemberEntry(name, file, new PlattCalibration(1 + 0.1 * entries.size(), 0.1), 0, kind));
        members.add(member);
    }

    private BundleContents contents() {
        List<MemberEntry> weighted = entries.stream()
                .map(e -> new MemberEntry(e.name(), e.file(), e.calibration(), 1.0 / entries.size(), e.kind()))
                .toList();
        files.put(BundleEntry.METRICS, TinyBundles.text("{\"v\":1}\n"));
        files.put(BundleEntry.GOLDEN, BundleJson.write(GoldenVectors.of(expected(), TinyBundles.goldenInputs())));
        BundleManifest m = TinyBundles.manifest("x");
        return BundleContents.seal(
                new BundleManifest(
                        1,
                        "x",
                        m.layoutId(),
                        m.featureNames(),
                        m.scaler(),
                        weighted,
                        m.label(),
                        m.window(),
                        "",
                        "",
                        Map.of()),
                files);
    }

    private EnsembleModel expected() {
        double[] prior = new double[members.size()];
        Arrays.fill(prior, 1.0 / prior.length);
        return new EnsembleModel(
                "x",
                "",
                TinyBundles.LAYOUT,
                TinyBundles.NAMES,
                TinyBundles.manifest("x").label(),
                members,
                entries.stream().map(MemberEntry::calibration).toList(),
                prior);
    }

    private byte[] archive() {
        return BundleWriter.archive(contents());
    }

    private BundleRefusal refusal() {
        return refusal(archive());
    }

    private static BundleRefusal refusal(byte[] archive) {
        BundleRefusedException e =
                catchThrowableOfType(BundleRefusedException.class, () -> BundleReader.read(archive, null, MAX));
        assertThat(e).isNotNull();
        return e.reason();
    }

    private void assertSameBits(EnsembleModel model) {
        EnsembleScorer scorer = new EnsembleScorer();
        double[] was = new double[model.members()];
        double[] wanted = new double[model.members()];
        double[][] rows = TinyBundles.goldenInputs();
        double[] batch = new double[rows.length];
        scorer.probabilities(model, rows, model.priorWeights(), null, batch);
        for (int i = 0; i < rows.length; i++) {
            double p = scorer.probability(expected(), rows[i], model.priorWeights(), wanted);
            assertThat(scorer.probability(model, rows[i], model.priorWeights(), was))
                    .isEqualTo(p);
            assertThat(was).containsExactly(wanted);
            assertThat(batch[i]).isEqualTo(p);
        }
    }

    private static Member forest(String name) {
        return new ForestMember(name, XgboostModelReader.read(FOREST));
    }

    private static Member linear(String name) {
        return new LinearMember(name, 0.1, new double[] {1, -1}, TinyBundles.scaler());
    }
}
