package io.quorate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.model.ReferenceColumn;
import io.quorate.schema.quality.DriftFigures;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityLevel;
import io.quorate.schema.quality.QualityReason;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.quality.QualitySubject;
import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import io.quorate.schema.state.QualityState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QualityMonitorTest {

    private static final int WINDOWS = 50;
    private static final long WINDOW_MS = QualityWorld.WINDOW_MS;

    private final QualityMonitor monitor = new QualityMonitor(WINDOW_MS);

    /** One window of the world through sketch and monitor. */
    private List<QualityRecord> step(QualityWorld world, QualityState state, long window, int samples) {
        FeatureSketch features = new FeatureSketch(WINDOW_MS);
        MemberSketch members = new MemberSketch(WINDOW_MS);
        world.window(window, samples, features, members);
        features.closeThrough(Long.MAX_VALUE).forEach(c -> QualityMonitor.add(state, QualitySketch.of(c)));
        members.closeThrough(Long.MAX_VALUE).forEach(c -> QualityMonitor.add(state, QualitySketch.of(c)));
        return monitor.closeThrough(state, (window + 1) * WINDOW_MS);
    }

    private static List<QualityRecord> with(List<QualityRecord> records, QualityChange change) {
        return records.stream().filter(r -> r.change() == change).toList();
    }

    @Test
    void withoutAShiftItIsQuiet() {
        int runs = Integer.getInteger("quorate.runs", 40);
        int alarmed = 0;
        int warned = 0;
        int judged = 0;
        List<String> raised = new ArrayList<>();
        for (long seed = 0; seed < runs; seed++) {
            QualityWorld world = new QualityWorld(seed);
            QualityState state = new QualityState();
            int before = raised.size();
            for (int window = 0; window < WINDOWS; window++) {
                for (QualityRecord r : step(world, state, window, world.samples(100, 900))) {
                    if (r.change() == QualityChange.RAISED) {
                        raised.add(seed + " " + window + " " + r.name() + " " + r.reason());
                    }
                    boolean own = r.subject() == QualitySubject.FEATURE || r.subject() == QualitySubject.MEMBER;
                    warned += own && r.level() == QualityLevel.WARNING ? 1 : 0;
                    judged += own && r.level() != QualityLevel.UNKNOWN ? 1 : 0;
                }
            }
            alarmed += raised.size() > before ? 1 : 0;
        }
        assertThat(alarmed).as("runs with an alarm: %s", raised).isLessThanOrEqualTo(runs * 5 / 100);
        assertThat(warned).isLessThanOrEqualTo(judged / 100);
        assertThat(judged).isGreaterThan(runs * WINDOWS * QualityWorld.NAMES.size());
    }

    @Test
    void aShiftOfOneSigmaRaisesOneAlarmThatNamesTheFeatureAndIsClearedOnce() {
        for (long seed = 0; seed < 40; seed++) {
            QualityWorld world = new QualityWorld(seed);
            QualityState state = new QualityState();
            List<QualityRecord> all = new ArrayList<>();
            int feature = 8 + (int) (seed % 24);
            for (int window = 0; window < WINDOWS; window++) {
                world.shift[feature] = window >= 20 && window < 35 ? (seed % 2 == 0 ? 1 : -1) : 0;
                all.addAll(step(world, state, window, world.samples(120, 400)));
            }
            List<QualityRecord> raised = with(all, QualityChange.RAISED);
            assertThat(raised).as("seed %d", seed).singleElement().satisfies(r -> {
                assertThat(r.name()).isEqualTo(QualityWorld.NAMES.get(feature));
                assertThat(r.subject()).isEqualTo(QualitySubject.FEATURE);
                assertThat(r.level()).isEqualTo(QualityLevel.ALARM);
                assertThat(r.windowStartMs()).isEqualTo(20 * WINDOW_MS);
            });
            assertThat(with(all, QualityChange.CLEARED)).singleElement().satisfies(r -> {
                assertThat(r.name()).isEqualTo(QualityWorld.NAMES.get(feature));
                assertThat(r.windowStartMs()).isBetween(36 * WINDOW_MS, 40 * WINDOW_MS);
            });
            assertThat(all)
                    .filteredOn(r -> r.windowStartMs() == 30 * WINDOW_MS && r.level() == QualityLevel.ALARM)
                    .extracting(QualityRecord::subject)
                    .containsExactly(QualitySubject.FEATURE, QualitySubject.EPOCH);
        }
    }

    @Test
    void slowFeaturesNeedMoreRowsToAlarmAndThenDo() {
        int found = 0;
        for (long seed = 0; seed < 20; seed++) {
            QualityWorld world = new QualityWorld(seed);
            QualityState state = new QualityState();
            world.shift[1] = 1;
            List<QualityRecord> few = step(world, state, 0, 110);
            DriftFigures slow = Objects.requireNonNull(few.get(1).drift());
            DriftFigures plain = Objects.requireNonNull(few.get(0).drift());
            assertThat(slow.psiExpected()).isGreaterThan(2 * plain.psiExpected());
            found += with(step(world, state, 1, 2_000), QualityChange.RAISED).stream()
                            .anyMatch(r -> r.name().equals("slow"))
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(18);
    }

    @Test
    void constantFeaturesAndEmptyBinsAreFinite() {
        QualityWorld world = new QualityWorld(5);
        QualityState state = new QualityState();
        int constant = QualityWorld.NAMES.indexOf("constant");
        int seldom = QualityWorld.NAMES.indexOf("seldom");
        for (int window = 0; window < 10; window++) {
            for (QualityRecord r : step(world, state, window, 150)) {
                DriftFigures d = r.drift();
                if (d != null) {
                    assertThat(d.psi()).as(r.name()).isFinite();
                    assertThat(d.psiP()).as(r.name()).isBetween(0.0, 1.0);
                    assertThat(d.ksDistance()).as(r.name()).isBetween(0.0, 1.0);
                }
            }
        }
        world.shift[constant] = 1;
        world.shift[seldom] = -1;
        List<QualityRecord> moved = with(step(world, state, 10, 150), QualityChange.RAISED);
        assertThat(moved).extracting(QualityRecord::name).containsExactly("constant", "seldom");
        assertThat(moved)
                .allSatisfy(r -> assertThat(Objects.requireNonNull(r.drift()).psi())
                        .isFinite()
                        .isGreaterThan(1));
    }

    @Test
    void aFeatureThatGoesMissingAlarms() {
        QualityWorld world = new QualityWorld(6);
        QualityState state = new QualityState();
        step(world, state, 0, 300);
        world.shift[0] = Double.NaN;
        List<QualityRecord> raised = with(step(world, state, 1, 300), QualityChange.RAISED);
        assertThat(raised)
                .filteredOn(r -> r.subject() == QualitySubject.FEATURE)
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.name()).isEqualTo("plain");
                    assertThat(r.reason()).isEqualTo(QualityReason.MISSING);
                });
    }

    @Test
    void aMemberGoneBlindAlarmsAloneAndIsClearedWhenItSeesAgain() {
        for (long seed = 0; seed < 20; seed++) {
            QualityWorld world = new QualityWorld(seed);
            QualityState state = new QualityState();
            List<QualityRecord> all = new ArrayList<>();
            for (int window = 0; window < WINDOWS; window++) {
                world.blind = window >= 15 && window < 30;
                all.addAll(step(world, state, window, world.samples(200, 200)));
            }
            List<QualityRecord> raised = with(all, QualityChange.RAISED).stream()
                    .filter(r -> r.subject() == QualitySubject.MEMBER)
                    .toList();
            assertThat(raised)
                    .extracting(QualityRecord::name)
                    .as("seed %d", seed)
                    .contains("sharp");
            assertThat(raised)
                    .extracting(QualityRecord::name)
                    .doesNotContain("dull")
                    .doesNotHaveDuplicates();
            assertThat(raised).allSatisfy(r -> {
                assertThat(r.reason()).isEqualTo(QualityReason.PAGE_HINKLEY);
                assertThat(r.windowStartMs()).isBetween(15 * WINDOW_MS, 29 * WINDOW_MS);
            });
            assertThat(raised.stream()
                            .filter(r -> r.name().equals("sharp"))
                            .findFirst()
                            .orElseThrow()
                            .windowStartMs())
                    .isLessThanOrEqualTo(19 * WINDOW_MS);
            assertThat(with(all, QualityChange.CLEARED))
                    .extracting(QualityRecord::name)
                    .contains("sharp");
        }
    }

    @Test
    void tooFewSamplesSayNothing() {
        QualityWorld world = new QualityWorld(8);
        world.shift[0] = 5;
        QualityState state = new QualityState();
        assertThat(step(world, state, 0, DriftMonitor.LEAST_SAMPLES - 1))
                .filteredOn(r -> r.subject() == QualitySubject.FEATURE)
                .hasSize(QualityWorld.NAMES.size())
                .allSatisfy(r -> {
                    assertThat(r.level()).isEqualTo(QualityLevel.UNKNOWN);
                    assertThat(r.reason()).isEqualTo(QualityReason.FEW_SAMPLES);
                });
    }

    /** Whatever subtask counts a sample, and in whatever order: the records are the same. */
    @Test
    void howTheSamplesAreSplitDoesNotMatter() {
        for (long seed = 0; seed < 10; seed++) {
            QualityWorld world = new QualityWorld(seed);
            List<Prediction> predictions = new ArrayList<>();
            List<Credit> credits = new ArrayList<>();
            for (int i = 0; i < 900; i++) {
                Prediction p = world.prediction(i / 300, i);
                predictions.add(p);
                credits.add(world.credit(p));
            }
            List<QualityRecord> expected = split(world, predictions, credits, 1);
            assertThat(expected).hasSizeGreaterThan(3 * QualityWorld.NAMES.size());
            Random random = new Random(seed);
            for (int subtasks : new int[] {2, 4}) {
                Collections.shuffle(predictions, random);
                Collections.shuffle(credits, random);
                assertThat(split(world, predictions, credits, subtasks)).isEqualTo(expected);
            }
        }
    }

    private List<QualityRecord> split(
            QualityWorld world, List<Prediction> predictions, List<Credit> credits, int subtasks) {
        List<FeatureSketch> features = new ArrayList<>();
        List<MemberSketch> members = new ArrayList<>();
        for (int s = 0; s < subtasks; s++) {
            features.add(new FeatureSketch(WINDOW_MS));
            members.add(new MemberSketch(WINDOW_MS));
        }
        for (int i = 0; i < predictions.size(); i++) {
            features.get(i % subtasks).add(predictions.get(i), world.reference);
            members.get(i * 7 % subtasks).add(credits.get(i));
        }
        QualityState state = new QualityState();
        List<QualityRecord> records = new ArrayList<>();
        for (long window = 0; window < 3; window++) {
            for (int s = 0; s < subtasks; s++) {
                for (FeatureCounts c : features.get(s).closeThrough((window + 1) * WINDOW_MS)) {
                    QualityMonitor.add(state, QualitySketch.of(c));
                }
                for (MemberCounts c : members.get(s).closeThrough((window + 1) * WINDOW_MS)) {
                    QualityMonitor.add(state, QualitySketch.of(c));
                }
            }
            records.addAll(monitor.closeThrough(state, (window + 1) * WINDOW_MS));
        }
        return records;
    }

    @Test
    void theReferenceSaysWhatWasThere() {
        QualityWorld world = new QualityWorld(9);
        List<ReferenceColumn> features = world.reference.features();
        assertThat(features).extracting(ReferenceColumn::name).isEqualTo(QualityWorld.NAMES);
        assertThat(features.get(0).counts()).hasSize(10).containsOnly(600L);
        assertThat(features.get(0).importance()).isGreaterThan(0.8);
        assertThat(features.get(8).importance()).isLessThan(0.02);
        assertThat(features.get(5).edges()).containsExactly(7, Math.nextUp(7.0));
        assertThat(features.get(5).counts()).containsExactly(0, 6_000, 0);
        assertThat(features.get(6).missing()).isBetween(500L, 700L);
        assertThat(features.get(0).noiseRows()).containsExactly(64, 128, 256);
        assertThat(features.get(0).psiMean()[2]).isBetween(6.0, 14.0);
        assertThat(features.get(2).psiMean()[2]).isGreaterThan(40);
        assertThat(world.reference.members()).hasSize(3);
        assertThat(world.reference.members().get(0).brier())
                .isLessThan(world.reference.members().get(1).brier());
    }
}
