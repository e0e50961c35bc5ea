package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.schema.model.Prediction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.linalg.Vectors;
import org.apache.flink.ml.servable.api.DataFrame;
import org.apache.flink.ml.servable.api.Row;
import org.apache.flink.ml.servable.builder.PipelineModelServable;
import org.apache.flink.ml.servable.types.BasicType;
import org.apache.flink.ml.servable.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleServableTest {
    private static final byte[] ARCHIVE = BundleWriter.archive(TinyBundles.bundle("one"));
    private static final double[] WEIGHTS = {0.1, 0.2, 0.3, 0.4};

    @Test
    void servesTheBitsOfTheStreamingScorer() throws IOException {
        EnsembleServable servable = servable();
        servable.set(EnsembleServable.WEIGHTS, new Double[] {0.1, 0.2, 0.3, 0.4});
        assertSameBits(servable.transform(frame("features")), WEIGHTS);
    }

    @Test
    void priorWeightsAreUsedUnlessOthersAreSet() throws IOException {
        assertSameBits(servable().transform(frame("features")), TinyBundles.PRIOR);
    }

    @Test
    void columnsAreNamedByParameters() throws IOException {
        DataFrame output = servable()
                .set(EnsembleServable.FEATURES_COL, "x")
                .set(EnsembleServable.PREDICTION_COL, "p")
                .set(EnsembleServable.RAW_PREDICTION_COL, "raw")
                .set(EnsembleServable.MEMBERS_COL, "m")
                .transform(frame("x"));
        assertThat(output.getColumnNames()).containsExactly("x", "p", "raw", "m");
        assertThat(output.getDataType("p")).isEqualTo(DataTypes.DOUBLE);
        DenseVector raw = output.collect().get(0).getAs(2);
        assertThat(raw.get(0) + raw.get(1)).isEqualTo(1);
    }

    @Test
    void aSavedPipelineLoadsAndServes(@TempDir Path folder) throws IOException {
        Path stage = folder.resolve("stages").resolve("0");
        Files.createDirectories(stage.resolve("data"));
        Files.writeString(
                folder.resolve("metadata"),
                "{\"className\":\"org.apache.flink.ml.builder.PipelineModel\",\"numStages\":1}");
        Files.writeString(
                stage.resolve("metadata"),
                "{\"className\":\"" + EnsembleServable.class.getName()
                        + "\",\"paramMap\":{\"featuresCol\":\"x\",\"weights\":[0.1,0.2,0.3,0.4]}}");
        Files.write(stage.resolve("data").resolve("bundle.zip"), ARCHIVE);
        PipelineModelServable pipeline = PipelineModelServable.load(folder.toString());
        assertSameBits(pipeline.transform(frame("x")), WEIGHTS);
    }

    @Test
    void aSavedStageLoadsWithItsParametersAndServes(@TempDir Path folder) throws IOException {
        Path bundle = Files.write(folder.resolve("b.zip"), ARCHIVE);
        Path stage = folder.resolve("stage");
        EnsembleServable servable = servable();
        servable.set(EnsembleServable.FEATURES_COL, "x");
        servable.set(EnsembleServable.WEIGHTS, new Double[] {0.1, 0.2, 0.3, 0.4});
        servable.save(stage, bundle);
        assertSameBits(EnsembleServable.loadServable(stage.toString()).transform(frame("x")), WEIGHTS);
        Files.write(bundle, new byte[9]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> servable.save(stage, bundle))
                .withMessageContaining("expected the bundle that is served");
    }

    @Test
    void wrongUseIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new EnsembleServable().transform(frame("features")))
                .withMessageContaining("expected model data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EnsembleServable().setModelData())
                .withMessageContaining("expected 1 bundle archive, was 0");
        assertThat(catchThrowableOfType(
                                BundleRefusedException.class,
                                () -> new EnsembleServable().setModelData(new ByteArrayInputStream(new byte[9])))
                        .reason())
                .isEqualTo(BundleRefusal.BROKEN_ARCHIVE);
    }

    private static void assertSameBits(DataFrame output, double[] weights) {
        EnsembleScorer scorer = new EnsembleScorer();
        EnsembleModel model = TinyBundles.model("x");
        List<Row> rows = output.collect();
        double[][] inputs = TinyBundles.goldenInputs();
        assertThat(rows).hasSize(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            Prediction expected = scorer.score(
                    EnsembleScorerTest.vector(TinyBundles.LAYOUT, inputs[i]), model, 1, weights, -1, new String[0]);
            assertThat(rows.get(i).<Double>getAs(output.getIndex("prediction"))).isEqualTo(expected.probability());
            assertThat(rows.get(i)
                            .<DenseVector>getAs(output.getIndex("memberProbabilities"))
                            .toArray())
                    .containsExactly(expected.memberProbabilities());
        }
    }

    private static EnsembleServable servable() throws IOException {
        return new EnsembleServable().setModelData(new ByteArrayInputStream(ARCHIVE));
    }

    private static DataFrame frame(String column) {
        List<Row> rows = new ArrayList<>();
        for (double[] input : TinyBundles.goldenInputs()) {
            rows.add(new Row(new ArrayList<>(List.of(Vectors.dense(input)))));
        }
        return new DataFrame(
                new ArrayList<>(List.of(column)), new ArrayList<>(List.of(DataTypes.VECTOR(BasicType.DOUBLE))), rows);
    }
}
