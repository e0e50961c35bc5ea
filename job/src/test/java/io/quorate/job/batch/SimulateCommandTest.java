package io.quorate.job.batch;

import static io.quorate.job.batch.BatchFiles.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code quorate simulate}, from file to file. */
class SimulateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path dir;

    @Test
    void thePlainBootstrapGivesTheReferenceQuantiles() throws IOException {
        Path vectors = BatchFiles.shared("reference/risk_vectors.json");
        Assumptions.assumeTrue(Files.exists(vectors), "shared reference data not found");
        for (JsonNode vector : JSON.readTree(vectors.toFile()).path("vectors")) {
            StringBuilder rows = new StringBuilder("return\n");
            vector.path("returns").forEach(value -> rows.append(value.asText()).append('\n'));
            JsonNode result = simulate(file("v.csv", rows.toString()), "--paths", "1000", "--threads", "2");
            JsonNode expected = vector.path("bootstrap").path("splitmix");
            for (String key : List.of("final_equity", "max_drawdown")) {
                expected.path(key)
                        .properties()
                        .forEach(quantile -> assertThat(
                                        result.path(key).path(quantile.getKey()).doubleValue())
                                .isCloseTo(quantile.getValue().doubleValue(), within(1e-9)));
            }
            for (String key : List.of("final_mean", "p_loss", "ruin_10", "ruin_20", "ruin_50")) {
                assertThat(result.path(key).doubleValue())
                        .as("%s %s", vector.path("name"), key)
                        .isCloseTo(expected.path(key).doubleValue(), within(1e-9));
            }
        }
    }

    @Test
    void theReportIsReadableInABrowser() throws IOException, InterruptedException {
        Path report = dir.resolve("report.html");
        output(returns(150), "out.json", "--paths", "5000", "--report", report.toString());
        try (Chromium browser = Chromium.start(dir.resolve("profile"))) {
            browser.check(report, "simulation");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap", "block", "permutation", "gbm", "regime-jump"})
    void everyMethodWritesTheSameBytesOnAnyNumberOfThreads(String method) throws IOException {
        Path returns = returns(150);
        Path report = dir.resolve("report.html");
        Path one = output(returns, "one.json", "--method", method, "--threads", "1", "--paths", "5000");
        Path three = output(
                returns,
                "three.json",
                "--method",
                method,
                "--threads",
                "3",
                "--paths",
                "5000",
                "--report",
                report.toString());
        assertThat(three).hasSameBinaryContentAs(one);
        JsonNode result = JSON.readTree(one.toFile());
        assertThat(result.path("method").asText()).isEqualTo(method);
        assertThat(result.path("steps").intValue()).isEqualTo(150);
        assertThat(result.path("seed").longValue()).isEqualTo(42);
        assertThat(result.path("returns").intValue()).isEqualTo(150);
        assertThat(result.path("quantiles").asText()).isEqualTo("exact");
        assertThat(result.path("undefined").isEmpty()).isTrue();
        assertThat(result.path("fan").path("q50"))
                .hasSameSizeAs(result.path("fan").path("steps"));
        assertThat(result.path("block").intValue()).isEqualTo(method.equals("block") ? 20 : 0);
        assertThat(report).content().contains("id=\"fan\"", "id=\"wealth\"", "id=\"drawdown\"", "id=\"ruin\"");
    }

    @Test
    void valuesThatDoNotFitAreCountedInBinsAndTheErrorIsStated() throws IOException {
        Path returns = returns(100);
        JsonNode exact = simulate(returns, "--paths", "20000");
        JsonNode binned = simulate(returns, "--paths", "20000", "--exact-memory", "0");
        assertThat(exact.path("error").path("final_equity_relative").doubleValue())
                .isZero();
        assertThat(binned.path("quantiles").asText()).isEqualTo("binned");
        double error = binned.path("error").path("final_equity_relative").doubleValue();
        assertThat(error).isBetween(1e-6, 1e-4);
        exact.path("final_equity").properties().forEach(quantile -> {
            double value = quantile.getValue().doubleValue();
            assertThat(binned.path("final_equity").path(quantile.getKey()).doubleValue())
                    .isCloseTo(value, within(value * error));
        });
        for (String key : List.of("final_mean", "final_sd", "final_max", "p_loss", "ruin_10", "longest_underwater")) {
            assertThat(binned.path(key)).as(key).isEqualTo(exact.path(key));
        }
        assertThat(binned.path("cvar95").doubleValue())
                .isCloseTo(
                        exact.path("cvar95").doubleValue(),
                        within(binned.path("error").path("cvar95").doubleValue()));
    }

    @Test
    void theStartScalesWealthAndTheLevelsNameTheRuin() throws IOException {
        Path returns = returns(100);
        JsonNode one = simulate(returns, "--paths", "1000");
        JsonNode many = simulate(returns, "--paths", "1000", "--initial", "1000", "--ruin", "0.025,0.3");
        assertThat(many.path("final_equity").path("q05").doubleValue())
                .isCloseTo(1_000 * one.path("final_equity").path("q05").doubleValue(), within(1e-9));
        assertThat(many.path("max_drawdown")).isEqualTo(one.path("max_drawdown"));
        assertThat(many.path("cvar95")).isEqualTo(one.path("cvar95"));
        assertThat(many.path("ruin_2.5").doubleValue())
                .isGreaterThan(many.path("ruin_30").doubleValue());
        assertThat(many.has("ruin_10")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gbm", "regime-jump"})
    void theParametersOfOneRunAreTheInputOfAnother(String method) throws IOException {
        Path fitted = output(returns(300), "fitted.json", "--method", method, "--paths", "500", "--steps", "40");
        Path again = dir.resolve("again.json");
        run(
                0,
                "simulate",
                "--method",
                method,
                "--parameters",
                fitted.toString(),
                "--paths",
                "500",
                "--steps",
                "40",
                "--output",
                again.toString());
        JsonNode one = JSON.readTree(fitted.toFile());
        JsonNode two = JSON.readTree(again.toFile());
        assertThat(two.path("parameters")).isEqualTo(one.path("parameters")).isNotEmpty();
        assertThat(two.path("final_equity")).isEqualTo(one.path("final_equity"));
        assertThat(two.has("returns")).isFalse();
    }

    @Test
    void whatIsNoNumberIsNullWithAReason() throws IOException {
        JsonNode result = simulate(file("h.csv", "return\n1e300\n1e300\n"), "--paths", "100", "--steps", "3");
        assertThat(result.path("final_mean").isNull()).isTrue();
        assertThat(result.path("undefined").path("final_mean").asText()).isEqualTo("beyond the range of numbers");
        assertThat(result.path("final_equity").path("q50").isNull()).isTrue();
        JsonNode one = simulate(returns(10), "--paths", "1");
        assertThat(one.path("final_sd").isNull()).isTrue();
        assertThat(one.path("undefined").path("final_sd").asText()).isEqualTo("one path");
    }

    @Test
    void ruinousReturnsAreCounted() throws IOException {
        JsonNode result = simulate(file("r.csv", "return\n0.1\n-1\n-2\n"), "--paths", "1000", "--steps", "60");
        assertThat(result.path("ruinous_returns").intValue()).isEqualTo(2);
        assertThat(result.path("ruin_50").doubleValue()).isEqualTo(1);
        assertThat(result.path("final_max").doubleValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | expected a header, was nothing",
                "return\\n | expected at least 2 returns, was 0",
                "return\\n0.1\\n | expected at least 2 returns, was 1",
                "return\\n0.1\\nNaN\\n | r.csv:3: expected a finite number in return, was none",
                "return\\n0.1\\n\\n0.2\\nx\\n | r.csv:5: expected a number in return, was 'x'",
                "a,b\\n1,2\\n | expected --column with one of [a, b]"
            })
    void badReturnsAreNamed(String content, String error) throws IOException {
        Path returns = file("r.csv", content.replace("\\n", "\n"));
        assertThat(run(2, "simulate", "--returns", returns.toString(), "--output", out()))
                .contains(error);
        assertThat(dir.resolve("out.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method permutation --steps 200 | expected 1 to 100 steps, the number of returns to permute, was 200",
                "--method block --block 101 | expected a block of 1 to 100, the number of returns, was 101",
                "--block 5 | expected --block only with --method block, was bootstrap",
                "--method dice | expected bootstrap, block, permutation, gbm or regime-jump, was 'dice'",
                "--ruin 0.5,0.1 | expected ascending levels of ruin above 0 and up to 1, was [0.5, 0.1]",
                "--paths 0 | expected 1 to 10^12 paths, was 0",
                "--initial 0 | expected an initial equity above 0, was 0.0",
                "--parallelism 2 | expected --parallelism 1 to 128 with --flink, was 2 without",
                "--threads 2 --flink | expected --threads 1 to 128 without --flink, was 2 with it",
                "--exact-memory 99999999 | expected --exact-memory of 0 to",
                "--parameters p.yaml | expected --parameters only with gbm or regime-jump, was bootstrap"
            })
    void optionsThatDoNotFitAreNamed(String options, String error) throws IOException {
        List<String> args =
                new ArrayList<>(List.of("simulate", "--returns", returns(100).toString()));
        args.addAll(List.of("--output", out()));
        args.addAll(List.of(options.split(" ")));
        assertThat(run(2, args.toArray(String[]::new))).contains(error);
    }

    @Test
    void mistakesInParametersAreNamed() throws IOException {
        Path file = file("p.yaml", "log_mean: 1e-4\nlog_sd: much\n");
        assertThat(parameters(2, "gbm", file)).contains("p.yaml: expected a number in log_sd, was \"much\"");
        Path other = file("q.yaml", "log_mean: 1e-4\nlog_sd: 0.01\ndrift: 1\n");
        assertThat(parameters(2, "gbm", other)).contains("q.yaml: expected log_mean, log_sd, was drift");
        assertThat(parameters(2, "regime-jump", other)).contains("q.yaml: expected fields in calm, was nothing");
        assertThat(parameters(2, "gbm", dir.resolve("none.yaml"))).contains("expected a file, was not there");
        Path negative = file("n.yaml", "log_mean: 1e-4\nlog_sd: -1\n");
        assertThat(parameters(2, "gbm", negative)).contains("n.yaml: expected a finite log_mean and log_sd >= 0");
        Path good = file("g.yaml", "log_mean: 1e-4\nlog_sd: 0.01\n");
        assertThat(parameters(0, "gbm", good)).isEmpty();
        assertThat(run(2, "simulate", "--method", "gbm", "--output", out()))
                .contains("expected --returns, or --parameters and --steps with gbm or regime-jump, was neither");
    }

    private String parameters(int exitCode, String method, Path file) {
        return run(
                exitCode,
                "simulate",
                "--method",
                method,
                "--parameters",
                file.toString(),
                "--steps",
                "5",
                "--output",
                out());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedBeforeTheWork() throws IOException {
        Path returns = returns(10);
        assertThat(run(2, "simulate", "--returns", returns.toString(), "--output", dir.toString()))
                .contains("--output: expected a file to write, was a folder");
        assertThat(run(2, "simulate", "--returns", returns.toString(), "--output", returns + "/o.json"))
                .contains("--output: expected a writable folder");
        assertThat(run(2, "simulate", "--returns", returns.toString(), "--output", out(), "--report", out()))
                .contains("--report: expected another file than --output");
    }

    @Test
    void aDiskThatRefusesIsAFailureAndLeavesWhatWasThere() throws IOException {
        Path before = file("out.json", "before");
        Files.createDirectories(dir.resolve("out.json.part").resolve("taken"));
        assertThat(run(1, "simulate", "--returns", returns(10).toString(), "--output", out()))
                .contains("error: expected to write " + before);
        assertThat(before).hasContent("before");
    }

    private JsonNode simulate(Path returns, String... options) throws IOException {
        return JSON.readTree(output(returns, "s.json", options).toFile());
    }

    private Path output(Path returns, String name, String... options) {
        Path output = dir.resolve(name);
        List<String> args = new ArrayList<>(List.of("simulate", "--returns", returns.toString()));
        args.addAll(List.of("--output", output.toString()));
        args.addAll(List.of(options));
        run(0, args.toArray(String[]::new));
        return output;
    }

    private Path returns(int count) throws IOException {
        Random random = new Random(count);
        StringBuilder rows = new StringBuilder("return\n");
        for (int i = 0; i < count; i++) {
            rows.append(0.0005 + 0.01 * random.nextGaussian()).append('\n');
        }
        return file("returns.csv", rows.toString());
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(dir.resolve(name), content);
    }

    private String out() {
        return dir.resolve("out.json").toString();
    }
}
