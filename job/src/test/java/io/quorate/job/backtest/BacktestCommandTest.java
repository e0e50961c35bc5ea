package io.quorate.job.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.cli.Quorate;
import io.quorate.job.scenario.TestBundles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code quorate backtest}, from files to files. */
class BacktestCommandTest {

    private static final long FROM_MS = 1_600_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    @TempDir
    private static Path shared;

    private static Path bundle;
    private static Path strategy;
    private static Path limits;

    @TempDir
    private Path dir;

    private String out = "";

    @BeforeAll
    static void train() throws IOException {
        bundle = shared.resolve("one.zip");
        TestBundles.train(bundle, 1);
        strategy = Files.writeString(
                shared.resolve("s.yaml"), "confidenceThreshold: 0.02\norderExpiryMs: 86400000\nmaxHoldMs: 36000000\n");
        limits = Files.writeString(shared.resolve("l.yaml"), "staleAfterMs: 86400000\nmaxDrawdown: 0.9\n");
    }

    @Test
    void oneRunWritesEverythingAndIsTheSameOnAnyNumberOfThreads() throws IOException {
        Path bars = bars("bars.csv", 3, 500, false);
        run(0, "--input", bars.toString(), "--output", dir.resolve("a").toString(), "--threads", "1", "--ledger");
        run(0, "--input", bars.toString(), "--output", dir.resolve("b").toString(), "--threads", "3", "--ledger");
        assertThat(names(dir.resolve("a")))
                .containsExactly(
                        "decisions.csv",
                        "equity.csv",
                        "ledger.jsonl",
                        "metrics.json",
                        "orders.csv",
                        "report.html",
                        "trades.csv");
        for (String name : names(dir.resolve("a"))) {
            assertThat(dir.resolve("b").resolve(name))
                    .hasSameBinaryContentAs(dir.resolve("a").resolve(name));
        }
        JsonNode metrics = json(dir.resolve("a"));
        JsonNode main = metrics.path("portfolios").path("main");
        long decisions = metrics.path("counts").path("decisions").longValue();
        assertThat(metrics.path("counts").path("samples").longValue()).isEqualTo(1_500);
        assertThat(lines(dir.resolve("a/decisions.csv"))).hasSize((int) decisions + 1);
        assertThat(main.path("ensemble").path("trade_trades").intValue())
                .isEqualTo(lines(dir.resolve("a/trades.csv")).size() - 1)
                .isPositive();
        assertThat(main.path("members").size()).isEqualTo(4);
        assertThat(main.path("members").has(main.path("best_member").asText())).isTrue();
        assertThat(main.path("buy_and_hold").path("n").intValue())
                .isEqualTo(main.path("ensemble").path("n").intValue());
        assertThat(out).contains("buy and hold").contains("hindsight");
        assertThat(metrics.path("notes")).isEmpty();
    }

    @Test
    void filesInTimeOrderAndSymbolBySymbolGiveTheSame() throws IOException {
        Path byTime = bars("time.csv", 3, 200, false);
        Path bySymbol = bars("symbol.csv", 3, 200, true);
        run(0, "--input", byTime.toString(), "--output", dir.resolve("a").toString(), "--no-members");
        run(0, "--input", bySymbol.toString(), "--output", dir.resolve("b").toString(), "--no-members");
        assertThat(json(dir.resolve("b")).path("decision_hash"))
                .isEqualTo(json(dir.resolve("a")).path("decision_hash"));
        assertThat(json(dir.resolve("a")).path("decision_hash").asText()).hasSize(64);
        assertThat(FileMarket.of(List.of(byTime), 0, false).streamed()).isTrue();
        assertThat(FileMarket.of(List.of(bySymbol), 0, false).streamed()).isFalse();
    }

    @Test
    void portfoliosHaveTheirOwnFilesAndTablesMayBeParquet() throws IOException {
        Path own = Files.writeString(dir.resolve("none.yaml"), "confidenceThreshold: 1\n");
        run(
                0,
                "--input",
                bars("bars.csv", 2, 200, false).toString(),
                "--output",
                dir.resolve("a").toString(),
                "--portfolio",
                "busy",
                "--portfolio",
                "idle=" + own,
                "--format",
                "parquet",
                "--periods-per-year",
                "1000");
        JsonNode metrics = json(dir.resolve("a"));
        assertThat(names(dir.resolve("a"))).contains("trades.parquet", "equity.parquet");
        assertThat(metrics.path("periods_per_year").doubleValue()).isEqualTo(1000);
        JsonNode idle = metrics.path("portfolios").path("idle").path("ensemble");
        assertThat(idle.path("sharpe").isNull()).isTrue();
        assertThat(idle.path("undefined").path("sharpe").asText()).isNotEmpty();
        assertThat(metrics.path("portfolios")
                        .path("busy")
                        .path("outcomes")
                        .path("TAKE_ACTION")
                        .intValue())
                .isPositive();
    }

    @Test
    void aShortSymbolAndAGapAreNotesAndNotErrors() throws IOException {
        List<String> rows = new ArrayList<>(lines(bars("bars.csv", 1, 400, false)));
        rows.subList(150, 250).clear();
        for (int i = 0; i < 10; i++) {
            rows.add("TEN," + (FROM_MS + (390 + i) * HOUR_MS) + ",1,1,1,1,1");
        }
        rows.subList(1, rows.size()).sort((a, b) -> a.split(",", -1)[1].compareTo(b.split(",", -1)[1]));
        Path file = Files.write(dir.resolve("gap.csv"), rows);
        run(0, "--input", file.toString(), "--output", dir.resolve("a").toString());
        assertThat(out).contains("note: 1 of 2 symbols").contains("TEN (10)").contains("note: S0: no sample for");
    }

    @Test
    void aBundleDecidesAfterWhatItLearnedUnlessTold() throws IOException {
        Path bars = bars("bars.csv", 1, 200, false);
        run(0, "--input", bars.toString(), "--output", dir.resolve("a").toString(), "--bundle", bundle + "@0");
        assertThat(out).contains("note: one.zip decides from 1970-01-01T00:00:00Z but learned from data to");
    }

    @Test
    void whatCannotBeUsedIsOneLine() throws IOException {
        Path good = bars("bars.csv", 1, 150, false);
        List<String> lines = lines(good);
        String tail = lines.get(3);
        Path unsorted = Files.write(dir.resolve("u.csv"), List.of(lines.get(0), tail, lines.get(1)));
        Path missing = Files.write(dir.resolve("m.csv"), List.of("symbol,ts_ms,open,high,low,close", "A,1,1,1,1,1"));
        Path empty = Files.write(dir.resolve("e.csv"), new byte[0]);
        Path header = Files.write(dir.resolve("h.csv"), List.of(lines.get(0)));
        Path full = Files.createDirectory(dir.resolve("full"));
        Files.writeString(full.resolve("x"), "x");

        assertThat(fails(2, unsorted, "o")).contains("u.csv:3: expected the rows of S0 in time order");
        assertThat(fails(2, missing, "o")).contains("m.csv").contains("volume");
        assertThat(fails(2, empty, "o")).contains("e.csv");
        assertThat(fails(2, header, "o")).contains("expected BARS, was a header alone");
        assertThat(fails(2, dir.resolve("none.csv"), "o")).contains("expected a file, was not there");
        assertThat(fails(2, good, "full")).contains("expected an empty folder");
        assertThat(fails(2, good, "full/x")).contains("expected a folder, was a file");
        assertThat(fails(1, good, "full/x/y")).contains("expected a writable folder");
        assertThat(run(
                        2,
                        "--input",
                        good.toString(),
                        "--output",
                        "o",
                        "--set",
                        "venue=external",
                        "--set",
                        "topics.executions-external=x"))
                .contains("expected venue: paper");
        assertThat(run(2, "--input", good.toString(), "--output", "o", "--set", "bars.interval=1h"))
                .contains("expected bars.interval: none with ready bars");
        assertThat(run(2, "--input", good.toString(), "--output", "o", "--threads", "999"))
                .contains("--threads 1 to 128");
        assertThat(run(1, "--input", good.toString(), "--output", "o", "--set", "features.windows=5,10"))
                .contains("expected a bundle of the features of this run");
        assertThat(dir.resolve("o")).doesNotExist();
    }

    private String fails(int code, Path input, String output) {
        String err = run(
                code,
                "--input",
                input.toString(),
                "--output",
                dir.resolve(output).toString());
        assertThat(err.lines()).hasSize(1);
        return err;
    }

    private String run(int exitCode, String... args) {
        List<String> all = new ArrayList<>(List.of("backtest", "--strategy", strategy.toString(), "--limits"));
        all.add(limits.toString());
        all.addAll(List.of(args));
        if (!List.of(args).contains("--bundle")) {
            all.addAll(List.of("--bundle", bundle.toString()));
        }
        StringWriter err = new StringWriter();
        StringWriter printed = new StringWriter();
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(printed));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(all.toArray(String[]::new)))
                .as("%s: %s", all, err)
                .isEqualTo(exitCode);
        out = printed.toString();
        return err.toString();
    }

    private Path bars(String name, int symbols, int bars, boolean bySymbol) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int s = 0; s < symbols; s++) {
            Random random = new Random(100 + s);
            List<String> own = new ArrayList<>();
            double close = 100;
            double drift = 0;
            for (int i = 0; i < bars; i++) {
                double open = close;
                drift = 0.9 * drift + 0.002 * random.nextGaussian();
                close *= StrictMath.exp(drift + 0.003 * random.nextGaussian());
                own.add("S" + s + "," + (FROM_MS + i * HOUR_MS) + "," + open + "," + Math.max(open, close) * 1.001 + ","
                        + Math.min(open, close) * 0.999 + "," + close + "," + (1000 + random.nextInt(1000)));
            }
            rows.add(own);
        }
        List<String> lines = new ArrayList<>(List.of("symbol,ts_ms,open,high,low,close,volume"));
        for (int i = 0; i < (bySymbol ? symbols : bars); i++) {
            for (int j = 0; j < (bySymbol ? bars : symbols); j++) {
                lines.add(bySymbol ? rows.get(i).get(j) : rows.get(j).get(i));
            }
        }
        return Files.write(dir.resolve(name), lines);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private static JsonNode json(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("metrics.json").toFile());
    }
}
