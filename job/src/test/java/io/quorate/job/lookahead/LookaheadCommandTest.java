package io.quorate.job.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleWriter;
import io.quorate.job.cli.Quorate;
import io.quorate.job.options.Settings;
import io.quorate.job.training.GeneratedTrades;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code quorate lookahead} over files: a clean strategy passes, planted look-aheads are named. */
class LookaheadCommandTest {
    private static final String WINDOWS = "features.windows=5,10";
    private static final long TRAINED_TO_MS = 1_000_000 + 600 * GeneratedTrades.STEP_MS;

    @TempDir
    private static Path dir;

    private static Path trades;
    private static Path bundle;
    private static Path strategy;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The trades the small bundle is trained on, and as many after them. */
    @BeforeAll
    static void write() throws IOException {
        StringBuilder text = new StringBuilder("symbol,ts_ms,price,size,id\n");
        for (MarketEvent e : new GeneratedTrades(2, 1_000_000, 3).steps(1_200)) {
            text.append(String.join(
                            ",",
                            e.symbol(),
                            Long.toString(e.tsMs()),
                            Double.toString(e.price()),
                            Double.toString(e.size()),
                            e.id()))
                    .append('\n');
        }
        trades = Files.writeString(dir.resolve("trades.csv"), text);
        bundle = dir.resolve("small.zip");
        BundleWriter.writeArchive(
                GeneratedTrades.smallBundle(Settings.defaults().with(java.util.Map.of("features.windows", "5,10")), 4)
                        .bundle(),
                bundle);
        strategy = Files.writeString(dir.resolve("s.yaml"), "confidenceThreshold: 0.01\nstopLossAtrMultiple: 0\n");
    }

    @Test
    void aTrainingTableWhoseLabelsReachIntoTheNextSplitIsNamed() throws IOException {
        // label known 3 rows later; the test split begins at row 40
        Path clean = table("clean.csv", 37);
        JsonNode report = run(0, "--training", clean, "--horizon", 3, "--json");
        assertThat(report.get("clean").asBoolean()).isTrue();
        assertThat(report.get("tested").get(0).get("values").asInt()).isEqualTo(57);
        report = run(1, "--training", table("leak.csv", 39), "--horizon", 3, "--json");
        assertThat(report.get("offenders")).hasSize(1);
        JsonNode offender = report.get("offenders").get(0);
        assertThat(offender.get("column").asText()).isEqualTo("label of train rows");
        assertThat(offender.get("tsMs").asLong()).isEqualTo(37_000);
        assertThat(offender.get("values").asInt()).isEqualTo(2);
    }

    /** Sixty rows a second apart: train before the first, purged to row 40, test after. */
    private static Path table(String name, int trainRows) throws IOException {
        StringBuilder text = new StringBuilder("symbol,ts_ms,split,x,label\n");
        for (int row = 0; row < 60; row++) {
            int split = row < trainRows ? 0 : row < 40 ? -1 : 2;
            text.append(String.format("A,%d,%d,%d.5,%d%n", row * 1_000, split, row, row % 2));
        }
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void aCleanStrategyPasses() throws IOException {
        JsonNode report = run(
                0,
                "--input",
                trades,
                "--bundle",
                bundle,
                "--strategy",
                strategy,
                "--from",
                TRAINED_TO_MS,
                "--cuts",
                4,
                "--set",
                WINDOWS,
                "--json");
        assertThat(report.get("clean").asBoolean()).isTrue();
        assertThat(report.get("notTested")).isEmpty();
        assertThat(report.get("cutsMs")).hasSize(4).allMatch(cut -> cut.asLong() >= TRAINED_TO_MS);
        for (String stage : List.of("FEATURE", "REGIME", "MEMBER", "WEIGHT", "PREDICTION", "DECISION")) {
            assertThat(report.get("tested"))
                    .as(stage)
                    .filteredOn(t -> t.get("stage").asText().equals(stage))
                    .allMatch(t -> t.get("values").asLong() > 0)
                    .isNotEmpty();
        }
    }

    @Test
    void aBundleThatWasTrainedOnTheBacktestIsNamed() throws IOException {
        JsonNode report = run(1, "--input", trades, "--bundle", bundle, "--cuts", 1, "--set", WINDOWS, "--json");
        assertThat(report.get("offenders").findValuesAsText("column"))
                .containsExactly("training window", "label horizon");
        assertThat(report.get("bundleCleanFromMs").asLong()).isBetween(1_000_000L, TRAINED_TO_MS);
        assertThat(report.get("notTested"))
                .singleElement()
                .satisfies(what -> assertThat(what.asText()).startsWith("decisions: "));
    }

    @Test
    void aTableWithAJoinOfUnfinishedBarsIsNamed() throws IOException {
        String whole = table(400, false);
        String shorter = table(250, false);
        assertThat(run(0, "--features", file("w.csv", whole), "--truncated", file("s.csv", shorter), "--json")
                        .get("tested")
                        .get(0)
                        .get("values")
                        .asLong())
                .isEqualTo(500);
        JsonNode report = run(
                1,
                "--features",
                file("wj.csv", table(400, true)),
                "--truncated",
                file("sj.csv", table(250, true)),
                "--json");
        assertThat(report.get("offenders")).singleElement().satisfies(o -> {
            assertThat(o.get("column").asText()).isEqualTo("hour");
            assertThat(o.get("stage").asText()).isEqualTo("TABLE");
            assertThat(o.get("tsMs").asLong()).isEqualTo(240 * 60_000L);
        });
    }

    @Test
    void aCommandIsRunOverEachHistory() throws IOException {
        StringBuilder bars = new StringBuilder("symbol,ts_ms,open,high,low,close,volume\n");
        for (int i = 0; i < 200; i++) {
            double p = 100 + i % 17;
            bars.append("A,").append(i * 60_000L).append(String.format(",%1$s,%1$s,%1$s,%1$s,1%n", p));
        }
        Path input = file("bars.csv", bars.toString());
        String previous = "awk -F, 'NR==1{print \"symbol,ts_ms,last\"} NR>1{print $1\",\"$2\",\"last; last=$6}'";
        assertThat(run(0, "--input", input, "--command", previous + " {input} > {output}", "--cuts", 3, "--json")
                        .get("clean")
                        .asBoolean())
                .isTrue();
        String next = "tail -r {input} 2>/dev/null || tac {input}";
        String ahead =
                "(" + next + ") | awk -F, '$1==\"symbol\"{next} {print $1\",\"$2\",\"after; after=$6}' | sort -t, -n"
                        + " -k2 | (echo symbol,ts_ms,after; cat) > {output}";
        JsonNode report = run(1, "--input", input, "--command", ahead, "--cuts", 3, "--json");
        assertThat(report.get("offenders").findValuesAsText("column")).containsExactly("after");
        assertThat(execute(1, "--input", input, "--command", "echo broken {input} {output}; exit 3"))
                .contains("expected --command to end with 0, was 3: broken ");
    }

    @Test
    void theReportNamesWhereAndHow() throws IOException {
        execute(1, "--features", file("wl.csv", table(400, true)), "--truncated", file("sl.csv", table(250, true)));
        assertThat(out.toString())
                .contains(
                        "OFFENDER     TABLE hour, first at " + Instant.ofEpochMilli(240 * 60_000L) + " (A)",
                        "when the history ends at " + Instant.ofEpochMilli(249 * 60_000L),
                        "result       1 offenders");
    }

    @Test
    void wrongUseIsOneLine() throws IOException {
        assertThat(execute(2, "--input", trades, "--cuts", 0)).contains("--cuts: expected 1 to 1000, was 0");
        assertThat(execute(2, "--features", trades)).contains("expected --truncated with --features");
        assertThat(execute(2, "--input", trades, "--strategy", strategy)).contains("expected --bundle with --strategy");
        assertThat(execute(2, "--input", trades, "--command", "x")).contains("expected {input} and {output}");
        assertThat(execute(1, "--input", trades, "--bundle", bundle, "--cuts", 1))
                .contains("expected a bundle of layout");
        assertThat(execute(2, "--input", trades, "--features", trades)).contains("mutually exclusive");
        assertThat(execute(2, "--input", dir.resolve("none.csv"))).contains("none.csv: expected a file, was not there");
    }

    /** Minute rows: a close, and the close of the hour the row lies in, as far as there are rows. */
    private static String table(int rows, boolean joined) {
        Random random = new Random(2);
        List<Double> closes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            closes.add(100 + random.nextGaussian());
        }
        StringBuilder text = new StringBuilder(joined ? "symbol,ts_ms,close,hour\n" : "symbol,ts_ms,close,before\n");
        for (int i = 0; i < rows; i++) {
            int other = joined ? Math.min(rows - 1, i / 60 * 60 + 59) : Math.max(0, i - 1);
            text.append("A,")
                    .append(i * 60_000L)
                    .append(',')
                    .append(closes.get(i))
                    .append(',')
                    .append(closes.get(other))
                    .append('\n');
        }
        return text.toString();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private JsonNode run(int code, Object... args) throws IOException {
        execute(code, args);
        return new ObjectMapper().readTree(out.toString());
    }

    private String execute(int code, Object... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> texts = new ArrayList<>(List.of("lookahead"));
        for (Object arg : args) {
            texts.add(arg.toString());
        }
        assertThat(Quorate.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(texts.toArray(String[]::new)))
                .as("%s%s", out, err)
                .isEqualTo(code);
        return err.toString();
    }
}
