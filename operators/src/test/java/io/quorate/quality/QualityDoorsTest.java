package io.quorate.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.ensemble.ReferenceBoard;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.quality.QualityChange;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import io.quorate.schema.state.QualityState;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness closes with InterruptedException
class QualityDoorsTest {

    private static final long WINDOW_MS = QualityWorld.WINDOW_MS;

    @Test
    void stateIsMadeOfPojos() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FeatureCounts.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(MemberCounts.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(QualityState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(QualitySketch.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(QualityRecord.class);
    }

    @Test
    void aShiftIsSeenThroughTheDoorsAndARestoreInTheMiddleOfAWindowChangesNothing() throws Exception {
        List<QualityRecord> whole = run(-1);
        assertThat(whole)
                .filteredOn(r -> r.change() == QualityChange.RAISED)
                .extracting(QualityRecord::name)
                .containsExactly("plain-3");
        for (int cut : new int[] {0, 250, 299, 300, 1_100, 1_499}) {
            assertThat(run(cut)).as("cut %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void anEnsembleBelowItsQuorumHasSaidNothing() {
        MemberSketch sketch = new MemberSketch(WINDOW_MS);
        double[] weights = {0.5, 0.5};
        sketch.add(new Credit("A", 0, 10, 20, 1, 1, new double[] {0.9, Double.NaN}, weights));
        sketch.add(new Credit("A", 1, 11, 21, 1, 1, new double[] {0.9, 0.7}, weights));
        MemberCounts counts = sketch.closeThrough(Long.MAX_VALUE).get(0);
        assertThat(Arrays.copyOfRange(counts.answered, 0, 10)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
        assertThat(Arrays.copyOfRange(counts.answered, 20, 30)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 0);
    }

    @Test
    void stateIsGoneFiftyWindowsAfterTheLastSketch() throws Exception {
        QualityWorld world = new QualityWorld(1);
        MemberSketch sketch = new MemberSketch(WINDOW_MS);
        world.window(0, 200, new FeatureSketch(WINDOW_MS), sketch);
        try (var harness = judge()) {
            harness.open();
            harness.processElement(
                    QualitySketch.of(sketch.closeThrough(Long.MAX_VALUE).get(0)), 0);
            harness.processWatermark(new Watermark(51 * WINDOW_MS - 2));
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            harness.processWatermark(new Watermark(51 * WINDOW_MS - 1));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    /** Five windows of 300 samples through all three operators, restored before the sample with that number. */
    private static List<QualityRecord> run(int cut) throws Exception {
        QualityWorld world = new QualityWorld(4);
        List<Prediction> predictions = new ArrayList<>();
        List<Credit> credits = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            world.shift[11] = i >= 900 ? 1 : 0;
            Prediction p = world.prediction(i / 300, i);
            predictions.add(p);
            credits.add(world.credit(p));
        }
        var features = features(world);
        var members = members();
        var judge = judge();
        features.open();
        members.open();
        judge.open();
        List<QualityRecord> records = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            if (i == cut) {
                OperatorSubtaskState featureState = features.snapshot(1, 1);
                OperatorSubtaskState memberState = members.snapshot(1, 1);
                OperatorSubtaskState judgeState = judge.snapshot(1, 1);
                // what comes after the snapshot must not reach it
                features.processElement(predictions.get(i), i);
                members.processElement(credits.get(i), i);
                features.close();
                members.close();
                records.addAll(judge.extractOutputValues());
                judge.close();
                features = features(world);
                features.initializeState(featureState);
                members = members();
                members.initializeState(memberState);
                judge = judge();
                judge.initializeState(judgeState);
                features.open();
                members.open();
                judge.open();
            }
            features.processElement(predictions.get(i), i);
            members.processElement(credits.get(i), i);
            if (i % 300 == 299) {
                Watermark mark = new Watermark((i / 300 + 1) * WINDOW_MS - 1);
                features.processWatermark(mark);
                members.processWatermark(mark);
                for (QualitySketch sketch : features.extractOutputValues()) {
                    judge.processElement(sketch, 0);
                }
                for (QualitySketch sketch : members.extractOutputValues()) {
                    judge.processElement(sketch, 0);
                }
                features.getOutput().clear();
                members.getOutput().clear();
                judge.processWatermark(mark);
            }
        }
        records.addAll(judge.extractOutputValues());
        features.close();
        members.close();
        judge.close();
        return records;
    }

    private static OneInputStreamOperatorTestHarness<Prediction, QualitySketch> features(QualityWorld world)
            throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new FeatureSketchOperator(WINDOW_MS), 1, 1, 0);
        ReferenceBoard.post(harness.getEnvironment().getJobID().toHexString(), 3, world.reference);
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<Credit, QualitySketch> members() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new MemberSketchOperator(WINDOW_MS), 1, 1, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, QualitySketch, QualityRecord> judge()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new QualityFunction(WINDOW_MS, (context, stage) -> StageProbe.NONE)),
                sketch -> Long.toString(sketch.ensembleVersion()),
                Types.STRING);
    }
}
