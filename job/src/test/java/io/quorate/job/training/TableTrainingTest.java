package io.quorate.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.job.cli.Quorate;
import io.quorate.schema.model.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --features} and {@code score}, from file to file. */
class TableTrainingTest {
    private static final String[] SMALL = {
        "--trees", "10", "--tree-depth", "3", "--rounds", "20", "--round-depth", "2", "--calibration-folds", "2"
    };

    @TempDir
    private static Path dir;

    private static Path table = Path.of("");
    private static Path bundle = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        table = gzip("table.csv.gz", table(true));
        bundle = dir.resolve("b.zip");
        assertThat(new TableTrainingTest().train(bundle, table, "--target", "volatility", "--horizon", "3"))
                .isZero();
    }

    @Test
    void theBundleDeclaresItsColumnsTargetAndHorizon() throws IOException {
        EnsembleModel model = BundleReader.read(bundle, null, 1 << 24);
        assertThat(model.featureNames()).containsExactly("edge", "curve", "noise");
        assertThat(model.layoutId())
                .isEqualTo(FeatureTable.layoutId(model.featureNames()))
                .startsWith("table-");
        assertThat(model.label().target()).isEqualTo(Target.VOLATILITY);
        assertThat(model.label().horizonSamples()).isEqualTo(3);
        JsonNode metrics =
                new ObjectMapper().readTree(dir.resolve("b.metrics.json").toFile());
        assertThat(metrics.at("/splits/train/rows").intValue()).isEqualTo(598);
        assertThat(metrics.at("/splits/calibration/rows").intValue()).isEqualTo(200);
        assertThat(metrics.at("/splits/test/rows").intValue()).isEqualTo(198);
        assertThat(metrics.at("/purgedRows").intValue()).isEqualTo(3);
        assertThat(metrics.at("/splits/test/scores/ensemble/auc").doubleValue()).isGreaterThan(0.65);
        assertThat(metrics.at("/splits/test/scores/ensemble/accuracy").doubleValue())
                .isGreaterThan(0.6);
        assertThat(metrics.at("/importance/features/0/name").textValue()).isEqualTo("edge");
        assertThat(metrics.at("/importance/features/2/aucDrop").doubleValue()).isLessThan(0.05);
    }

    @Test
    void theSameTableGivesTheSameBytes() throws IOException {
        Path again = dir.resolve("again.zip");
        train(again, table, "--target", "volatility", "--horizon", "3");
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(bundle));
    }

    @Test
    void theReportIsOnePageThatNeedsNothingElse() throws IOException {
        String html = Files.readString(dir.resolve("b.report.html"));
        assertThat(html)
                .contains("ROC", "Calibration in ten bins", "Over time", "Confusion", "Importance", "boosting.trees")
                .contains("prefers-color-scheme:dark", "width=device-width")
                .doesNotContain("http:", "https:", "<script", "url(", "NaN", "src=")
                .endsWith("</html>\n");
        assertThat(html.split("<svg", -1)).hasSize(8);
        Path again = dir.resolve("report.zip");
        train(again, table, "--target", "volatility", "--horizon", "3");
        assertThat(Files.readString(dir.resolve("report.report.html"))).isEqualTo(html);
    }

    @Test
    void whatBecameOfRowsAndColumnsIsTold() throws IOException {
        Path other = dir.resolve("other.zip");
        assertThat(train(other, table)).isZero();
        assertThat(out.toString())
                .contains("1,000 rows of 2 symbols, 1 without a label; 3 features, not among them:"
                        + " symbol,ts_ms,split,fwd_ret,y_big")
                .contains("the bundle is for ./quorate score");
        assertThat(train(other, table, "--columns", "NOISE,edge", "--target", "direction"))
                .isZero();
        assertThat(BundleReader.read(other, null, 1 << 24).featureNames()).containsExactly("noise", "edge");
        assertThat(train(other, table, "--exclude", "curve,noise")).isZero();
        assertThat(BundleReader.read(other, null, 1 << 24).featureNames()).containsExactly("edge");
    }

    @Test
    void withoutSplitTheTimesAreCut() throws IOException {
        Path plain = Files.writeString(dir.resolve("plain.csv"), table(false));
        assertThat(train(dir.resolve("plain.zip"), plain, "--horizon", "3", "--embargo", "2m"))
                .isZero();
        JsonNode metrics =
                new ObjectMapper().readTree(dir.resolve("plain.metrics.json").toFile());
        int rows = 0;
        for (String split : List.of("train", "calibration", "test")) {
            rows += metrics.at("/splits/" + split + "/rows").intValue();
        }
        assertThat(metrics.at("/purgedRows").intValue()).isBetween(8, 30).isEqualTo(999 - rows);
    }

    @Test
    void scoresAreWhatTheModelSaysWhateverTheOrderOfColumns() throws IOException {
        Path features = Files.writeString(
                dir.resolve("f.csv"),
                "noise,extra,ts_ms,EDGE,symbol,curve\n0.5,x,1000,1.25,A,-0.5\n,y,2000,,B,\n1e-3,z,2000,-2,A,inf\n");
        Path scores = dir.resolve("p.csv.gz");
        assertThat(run(
                        "score",
                        "--bundle",
                        bundle.toString(),
                        "--features",
                        features.toString(),
                        "--output",
                        scores.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("3 rows").contains("0 without an answer");
        List<String> lines = new String(
                        new GZIPInputStream(Files.newInputStream(scores)).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines.get(0)).isEqualTo("symbol,ts_ms,random_forest,xgboost,svm,logistic,ensemble");
        assertThat(lines).hasSize(4);
        double[][] rows = {
            {1.25, -0.5, 0.5}, {Double.NaN, Double.NaN, Double.NaN}, {-2, Double.NaN, 1e-3},
        };
        String[] keys = {"A,1000", "B,2000", "A,2000"};
        EnsembleModel model = BundleReader.read(bundle, null, 1 << 24);
        for (int i = 0; i < rows.length; i++) {
            double[] members = new double[4];
            double p = new EnsembleScorer().probability(model, rows[i], model.priorWeights(), members);
            String[] fields = lines.get(i + 1).split(",", -1);
            assertThat(fields[0] + "," + fields[1]).isEqualTo(keys[i]);
            for (int m = 0; m < 4; m++) {
                assertThat(Double.parseDouble(fields[2 + m])).isEqualTo(members[m]);
            }
            assertThat(Double.parseDouble(fields[6])).isEqualTo(p);
        }
    }

    @Test
    void missingColumnsAreNamed() throws IOException {
        Path features = Files.writeString(dir.resolve("short.csv"), "symbol,ts_ms,edge,noise\nA,1,2,3\n");
        Path scores = dir.resolve("none.csv");
        fails(
                "was without curve",
                "score",
                "--bundle",
                bundle.toString(),
                "--features",
                features.toString(),
                "--output",
                scores.toString());
        assertThat(scores).doesNotExist();
        fails(
                "not there",
                "score",
                "--bundle",
                "none.zip",
                "--features",
                features.toString(),
                "--output",
                scores.toString());
        fails("column label, was not there", "train", "--features", table.toString(), "--output", scores.toString());
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        String[] base = {
            "train",
            "--features",
            table.toString(),
            "--output",
            dir.resolve("w.zip").toString(),
            "--label-column",
            "y_big"
        };
        fails("expected --label only without --features", with(base, "--label", "big-move"));
        fails("--target direction or volatility", with(base, "--target", "triple_barrier"));
        fails("--move-threshold only with", with(base, "--move-threshold", "0.1"));
        fails("expected 0 or 2..20 calibration folds, was 1", with(base, "--calibration-folds", "1"));
        fails("expected a share of rows in (0, 1], was 0", with(base, "--tree-row-share", "0"));
        Path broken = Files.writeString(dir.resolve("broken.csv"), "symbol,ts_ms,split,label,f\nA,1,0,2,1\n");
        fails(
                "broken.csv:2: expected 0, 1 or nothing as a label, was 2.0",
                "train",
                "--features",
                broken.toString(),
                "--output",
                dir.resolve("w.zip").toString());
        Files.writeString(broken, "symbol,ts_ms,split,label,f\nA,1,7,1,1\n");
        fails(
                "expected split 0, 1, 2 or -1, was '7'",
                "train",
                "--features",
                broken.toString(),
                "--output",
                dir.resolve("w.zip").toString());
    }

    private static String table(boolean split) {
        Random random = new Random(3);
        StringBuilder csv =
                new StringBuilder("symbol,ts_ms," + (split ? "split," : "") + "fwd_ret,y_big,edge,curve,noise\n");
        for (int i = 0; i < 1_000; i++) {
            double edge = random.nextGaussian();
            double curve = random.nextGaussian();
            int label = edge + curve * curve + random.nextGaussian() > 1 ? 1 : 0;
            String cut = i < 598 ? "0," : i < 600 ? "-1," : i < 800 ? "1," : i < 801 ? "-1," : "2,";
            csv.append(i % 2 == 0 ? "A," : "B,")
                    .append(60_000L * (i / 2))
                    .append(',')
                    .append(split ? cut : "")
                    .append(label - 0.5)
                    .append(',')
                    .append(i == 999 ? "" : label)
                    .append(',')
                    .append(i % 50 == 0 ? "" : edge)
                    .append(',')
                    .append(curve)
                    .append(',')
                    .append(random.nextGaussian())
                    .append('\n');
        }
        return csv.toString();
    }

    private static Path gzip(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private int train(Path output, Path features, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "train", "--features", features.toString(), "--output", output.toString(), "--label-column", "y_big"));
        args.addAll(Arrays.asList(SMALL));
        return run(with(args.toArray(String[]::new), more));
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    private void fails(String message, String... args) {
        assertThat(run(args)).as("%s: %s", String.join(" ", args), err).isEqualTo(2);
        assertThat(err.toString()).contains(message).startsWith("error: ");
        assertThat(err.toString().lines()).hasSize(1);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Quorate.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
