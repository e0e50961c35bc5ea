package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorate.control.AckChannel;
import io.quorate.control.EpochBroadcast;
import io.quorate.control.Epochs;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shadow changes nothing, and a committed bundle that is gone stops everything. */
@SuppressWarnings("try") // the harness closes with InterruptedException
class ShadowScoringTest {

    /** What the operator under test counts; static, because the operator is serialised. */
    private static final Map<Count, Long> COUNTED = new EnumMap<>(Count.class);

    private static final Map<Level, Long> SHOWN = new EnumMap<>(Level.class);
    private static boolean busy;

    @TempDir
    Path folder;

    @BeforeEach
    void clear() {
        COUNTED.clear();
        SHOWN.clear();
        busy = false;
    }

    @Test
    void theShadowScoresBesideTheEnsembleAndIsDroppedUnderLoad() throws Exception {
        EnsembleSpec live = bundle("one");
        EnsembleSpec challenger = bundle("two");
        List<Prediction> alone = predictions(live, null);
        COUNTED.clear();
        try (var harness = harness(Duration.ofSeconds(30))) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 0, live), shadow(0, challenger), Epochs.frontier(1_000));
            await().until(() -> {
                broadcast(harness, Epochs.frontier(1_000));
                return SHOWN.getOrDefault(Level.MODELS_LOADED, 0L) == 2;
            });
            feed(harness);
            assertThat(harness.extractOutputValues()).isEqualTo(alone);
            List<Prediction> shadows = values(harness.getSideOutput(ScoreFunction.SHADOW));
            assertThat(shadows).hasSize(alone.size()).allMatch(p -> p.ensembleVersion() == 9);
            assertThat(shadows).allSatisfy(p -> assertThat(p.subscribers()).isEmpty());
            assertThat(SHOWN).containsEntry(Level.SHADOW_VERSION, 9L);
            busy = true;
            feed(harness);
            assertThat(harness.getSideOutput(ScoreFunction.SHADOW)).hasSize(alone.size());
            assertThat(COUNTED).containsEntry(Count.SHADOW_SKIPPED, (long) alone.size());
            assertThat(harness.extractOutputValues()).hasSize(2 * alone.size());
        }
        assertThat(ModelStore.shared(new LocalBundleFetcher(), 1_000_000, io.quorate.control.BundleTrust.ANYBODY)
                        .loaded())
                .isZero();
    }

    @Test
    void theShadowGoesOnAfterARestart() throws Exception {
        EnsembleSpec live = bundle("one");
        EnsembleSpec challenger = bundle("two");
        OperatorSubtaskState state;
        try (var harness = harness(Duration.ofSeconds(30))) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 0, live), shadow(0, challenger), Epochs.frontier(1_000));
            state = harness.snapshot(1, 1);
        }
        SHOWN.clear();
        try (var harness = harness(Duration.ofSeconds(30))) {
            harness.initializeState(state);
            harness.open();
            await().until(() -> {
                broadcast(harness, Epochs.frontier(1_000));
                return SHOWN.getOrDefault(Level.MODELS_LOADED, 0L) == 2;
            });
            feed(harness);
            assertThat(harness.getSideOutput(ScoreFunction.SHADOW)).hasSize(5);
        }
    }

    @Test
    void aShadowThatCannotBeLoadedIsCountedAndNothingElse() throws Exception {
        EnsembleSpec live = bundle("one");
        EnsembleSpec gone = bundle("two");
        Files.delete(Path.of(java.net.URI.create(gone.bundleUri())));
        assertThat(predictions(live, gone)).isEqualTo(predictions(live, null));
        assertThat(COUNTED).containsEntry(Count.SHADOW_SKIPPED, 5L);
    }

    @Test
    void aCommittedBundleThatIsGoneIsAlertedAndFailsLoudlyAfterItsTime() throws Exception {
        EnsembleSpec live = bundle("one");
        Files.delete(Path.of(java.net.URI.create(live.bundleUri())));
        try (var harness = harness(Duration.ofMillis(300))) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 0, live), Epochs.frontier(1_000));
            assertThatThrownBy(() -> feed(harness))
                    .hasMessageContaining("UNREADABLE")
                    .hasMessageContaining("one.zip");
            assertThat(harness.extractOutputValues()).isEmpty();
            List<Alert> alerts = values(harness.getSideOutput(ScoreFunction.ALERTS));
            assertThat(alerts).extracting(Alert::kind).containsExactly(AlertKind.BUNDLE_MISSING);
            assertThat(alerts.get(0).sinceMs()).isEqualTo(10);
            assertThat(alerts.get(0).subject()).isEqualTo(live.sha256());
        }
    }

    @Test
    void aCommittedBundleThatComesBackInTimeIsScoredAsIfNothingHadBeen() throws Exception {
        EnsembleSpec live = bundle("one");
        List<Prediction> expected = predictions(live, null);
        Path file = Path.of(java.net.URI.create(live.bundleUri()));
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        try (var harness = harness(Duration.ofSeconds(30))) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 0, live), Epochs.frontier(1_000));
            Thread restorer = new Thread(() -> {
                await().until(() -> !SHOWN.isEmpty());
                try {
                    Path part = file.resolveSibling("part");
                    Files.write(part, bytes);
                    Files.move(part, file);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            restorer.start();
            feed(harness);
            restorer.join();
            assertThat(harness.extractOutputValues()).isEqualTo(expected);
        }
    }

    private static List<Prediction> predictions(EnsembleSpec live, @Nullable EnsembleSpec shadow) throws Exception {
        try (var harness = harness(Duration.ofSeconds(30))) {
            harness.open();
            broadcast(harness, Epochs.ensemble(1, 0, live));
            if (shadow != null) {
                broadcast(harness, shadow(0, shadow));
            }
            broadcast(harness, Epochs.frontier(1_000));
            feed(harness);
            return harness.extractOutputValues();
        }
    }

    private static void feed(KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> h)
            throws Exception {
        for (int i = 1; i <= 5; i++) {
            Sample sample = new Sample("A", 10L * i, 1, 1, 1, 1, 1, 1, 1);
            double[] x = {0.1 * i, -0.2};
            h.processElement(
                    new FeatureVector(sample, i, TinyBundles.LAYOUT, x, VolatilityRegime.NORMAL, 0.01), 10L * i);
        }
    }

    private static <T> List<T> values(@Nullable Queue<StreamRecord<T>> records) {
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    private EnsembleSpec bundle(String name) throws Exception {
        Path file = folder.resolve(name + ".zip");
        BundleWriter.writeArchive(TinyBundles.bundle(name), file);
        return BundleSpecs.describe(file);
    }

    private static ControlRecord shadow(long effectiveFromMs, EnsembleSpec spec) {
        return new ControlRecord(
                ControlKind.ENSEMBLE, "shadow", 9, effectiveFromMs, 0, 0, 3, "", "", "", spec, null, null, null);
    }

    private static void broadcast(
            KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> harness,
            ControlRecord... records)
            throws Exception {
        for (ControlRecord r : records) {
            harness.processBroadcastElement(r, r.effectiveFromMs());
        }
        harness.processBroadcastWatermark(new Watermark(1));
    }

    private static KeyedBroadcastOperatorTestHarness<String, FeatureVector, ControlRecord, Prediction> harness(
            Duration timeout) throws Exception {
        ScoreFunction function = new ScoreFunction(
                ModelAccess.local(1_000_000, timeout), AckChannel.Address.nobody(), (context, stage) -> new Counting());
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(function, List.of(EpochBroadcast.EPOCHS)),
                vector -> vector.sample().symbol(),
                Types.STRING,
                1,
                1,
                0);
    }

    private static final class Counting implements StageProbe {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public void end(long begin) {}

        @Override
        public void add(Count count, long n) {
            COUNTED.merge(count, n, Long::sum);
        }

        @Override
        public void level(Level level, long value) {
            SHOWN.put(level, value);
        }

        @Override
        public boolean overloaded() {
            return busy;
        }
    }
}
