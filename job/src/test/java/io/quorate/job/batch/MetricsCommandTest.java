package io.quorate.job.batch;

import static io.quorate.job.batch.BatchFiles.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.cli.Quorate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code quorate metrics}, from file to JSON. */
class MetricsCommandTest {

    @TempDir
    private Path dir;

    @Test
    void aColumnOfNumbersNeedsNoHeader() throws IOException {
        Path plain = file("p.csv", "0.01\n-2e-2\n0.03\n-0.01\n0.02\n");
        Path named = file("n.csv", "ts_ms,Return\n1,0.01\n2,-2e-2\n3,0.03\n4,-0.01\n5,0.02\n");
        JsonNode figures = metrics("--returns", plain.toString(), "--periods-per-year", "1");
        assertThat(figures.path("n").intValue()).isEqualTo(5);
        assertThat(figures.path("sharpe").doubleValue()).isCloseTo(0.2893457, within(5e-8));
        assertThat(metrics("--returns", named.toString(), "--periods-per-year", "1"))
                .isEqualTo(figures);
        assertThat(metrics("--returns", named.toString(), "--periods-per-year", "1", "--column", "RETURN"))
                .isEqualTo(figures);
    }

    @Test
    void whatIsUndefinedIsNullWithAReason() throws IOException {
        JsonNode figures = metrics("--returns", file("w.csv", "r\n0.01\n0.02\n").toString());
        assertThat(figures.path("profit_factor").isNull()).isTrue();
        assertThat(figures.path("undefined").path("profit_factor").asText()).isEqualTo("no losses");
        assertThat(figures.path("undefined").has("sharpe")).isFalse();
    }

    @Test
    void trialsDeflateAndFurtherColumnsAndFilesAddFigures() throws IOException {
        Path file = file("a.csv", "ret,exposure,traded\n0.01,0,0\n-0.02,0.5,0.5\n0.03,1,0.5\n0.01,1,0\n");
        JsonNode figures = metrics(
                "--returns",
                file.toString(),
                "--trials",
                "10",
                "--sharpe-variance",
                "0.01",
                "--compare",
                file.toString());
        assertThat(figures.path("sr0").doubleValue()).isCloseTo(0.15746, within(5e-5));
        assertThat(figures.path("dsr").doubleValue())
                .isLessThan(figures.path("psr").doubleValue());
        assertThat(figures.path("time_in_market").doubleValue()).isEqualTo(0.75);
        assertThat(figures.path("turnover_per_year").doubleValue()).isEqualTo(63);
        assertThat(figures.path("drift").path("psi").doubleValue()).isZero();
        assertThat(figures.path("drift").path("ks_p").doubleValue()).isEqualTo(1);
    }

    @Test
    void wrongFilesAreRefusedWithTheirPlace() throws IOException {
        fails(
                "b.csv:3: expected a number in r, was 'x'",
                "--returns",
                file("b.csv", "r\n1\nx\n").toString());
        fails(
                "e.csv:2: expected a finite number in a, was none",
                "--returns",
                file("e.csv", "a,b\n,1\n").toString(),
                "--column",
                "a");
        fails(
                "c.csv: expected --column with one of [a, b]",
                "--returns",
                file("c.csv", "a,b\n1,1\n").toString());
        fails("c.csv:1: expected columns z", "--returns", dir.resolve("c.csv").toString(), "--column", "z");
        fails("expected --trials and --sharpe-variance together", "--returns", "c.csv", "--trials", "5");
        fails("expected --periods-per-year above 0, was 0.0", "--returns", "c.csv", "--periods-per-year", "0");
        fails("none.csv: expected", "--returns", dir.resolve("none.csv").toString());
    }

    private void fails(String message, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "metrics";
        System.arraycopy(args, 0, all, 1, args.length);
        assertThat(run(2, all)).contains(message);
    }

    private static JsonNode metrics(String... args) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(out));
        String[] all = new String[args.length + 2];
        all[0] = "metrics";
        all[1] = "--json";
        System.arraycopy(args, 0, all, 2, args.length);
        assertThat(line.execute(all)).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
