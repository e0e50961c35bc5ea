package io.quorate.job.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.ensemble.BundleReader;
import io.quorate.job.cli.Quorate;
import io.quorate.job.tune.LeaningBars;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code quorate backtest --walk-forward}. */
class WalkForwardCommandTest {
    private static final long DAY_MS = 86_400_000;

    @TempDir
    private Path dir;

    private String out = "";

    @Test
    void bundlesAreTrainedBeforeTheirSpanAndNothingAfterItChangesThem() throws IOException {
        Path bars = LeaningBars.write(dir.resolve("bars.csv"), 2, 900, 0.5, 1);
        run(0, bars, "a", "--walk-forward", "rolling", "--train-span", "20d", "--test-span", "9d", "--embargo", "3h");
        Path one = dir.resolve("a/bundles/fold-001.zip");
        Path two = dir.resolve("a/bundles/fold-002.zip");
        assertThat(dir.resolve("a/bundles/fold-003.zip")).doesNotExist();
        // bars exist from their close, an hour on
        long firstTestMs = LeaningBars.HOUR_MS + 20 * DAY_MS;
        assertThat(BundleReader.manifest(one, 1 << 28).window().toMs())
                .isLessThan(firstTestMs - 3 * LeaningBars.HOUR_MS);
        assertThat(BundleReader.manifest(two, 1 << 28).window().fromMs())
                .isGreaterThanOrEqualTo(firstTestMs - 11 * DAY_MS);
        List<String> decisions = Files.readAllLines(dir.resolve("a/decisions.csv"));
        assertThat(decisions.size()).isGreaterThan(700);
        JsonNode metrics =
                new ObjectMapper().readTree(dir.resolve("a/metrics.json").toFile());
        assertThat(metrics.path("portfolios")
                        .path("main")
                        .path("ensemble")
                        .path("n")
                        .intValue())
                .isEqualTo(900 - 20 * 24);

        // the second test span is other than it was, so is what comes of it, but not what was learned before
        List<String> lines = new ArrayList<>(Files.readAllLines(bars));
        lines.replaceAll(line -> later(line, firstTestMs + 9 * DAY_MS) ? line.replaceAll("[^,]*$", "7") : line);
        Path other = Files.write(dir.resolve("other.csv"), lines);
        run(0, other, "b", "--walk-forward", "rolling", "--train-span", "20d", "--test-span", "9d", "--embargo", "3h");
        assertThat(dir.resolve("b/bundles/fold-001.zip")).hasSameBinaryContentAs(one);
        assertThat(dir.resolve("b/bundles/fold-002.zip")).hasSameBinaryContentAs(two);
        assertThat(Files.readAllLines(dir.resolve("b/decisions.csv"))).isNotEqualTo(decisions);
    }

    private static boolean later(String line, long ms) {
        String[] fields = line.split(",");
        return !fields[1].equals("ts_ms") && Long.parseLong(fields[1]) >= ms;
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        Path bars = LeaningBars.write(dir.resolve("bars.csv"), 1, 300, 0.5, 1);
        run(2, bars, "a", "--walk-forward", "rolling");
        assertThat(out).contains("expected --train-span and --test-span with --walk-forward");
        run(2, bars, "b", "--train-span", "1d");
        assertThat(out).contains("expected --train-span only with --walk-forward");
        run(2, bars, "c", "--walk-forward", "rolling", "--train-span", "1d", "--test-span", "1d", "--embargo", "2d");
        assertThat(out).contains("embargo: expected 0 ms or more and less than the training span");
        run(2, bars, "d", "--walk-forward", "rolling", "--train-span", "1d", "--test-span", "1d", "--bundle", "x.zip");
        assertThat(out).contains("expected --walk-forward with --input and without --bundle");
        run(1, bars, "e", "--walk-forward", "expanding", "--train-span", "100d", "--test-span", "1d");
        assertThat(out).contains("expected history beyond the training span");
        run(1, bars, "f", "--walk-forward", "expanding", "--train-span", "1d", "--test-span", "5d");
        assertThat(out).contains("fold 1, tested from").contains("expected a history to train on");
    }

    private void run(int code, Path bars, String output, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "backtest",
                "--input",
                bars.toString(),
                "--output",
                dir.resolve(output).toString(),
                "--no-members",
                "--set",
                "features.windows=5,10"));
        args.addAll(Arrays.asList(more));
        CommandLine line = Quorate.commandLine();
        StringWriter text = new StringWriter();
        line.setOut(new PrintWriter(text));
        line.setErr(new PrintWriter(text));
        int was = line.execute(args.toArray(String[]::new));
        out = text.toString();
        assertThat(was).as(out).isEqualTo(code);
    }
}
