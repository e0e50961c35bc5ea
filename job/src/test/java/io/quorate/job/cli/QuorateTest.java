package io.quorate.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.OptionsTable;
import io.quorate.job.options.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class QuorateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpIsEverywhere() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("options", "--verbose", "wrong use");
        assertThat(run("options", "--help")).isZero();
        assertThat(out.toString()).contains("--markdown", "--config");
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err).hasToString("error: expected a command, was none; see quorate --help\n");
    }

    @Test
    void anUnknownCommandIsOneLine() {
        assertThat(run("optoins")).isEqualTo(2);
        assertThat(err)
                .hasToString("error: Unmatched argument at index 0: 'optoins', did you mean options?;"
                        + " see quorate --help\n");
    }

    @Test
    void anUnknownOptionIsOneLine() {
        assertThat(run("options", "--nope")).isEqualTo(2);
        assertThat(err).hasToString("error: Unknown option: '--nope'; see quorate options --help\n");
    }

    @Test
    void everyWrongSettingIsALine() {
        assertThat(run("options", "--set", "time.latness=1ms", "--set", "weights.floor=2"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("error: "));
    }

    @Test
    void markdownIsTheDocument() {
        assertThat(run("options", "--markdown")).isZero();
        assertThat(out).hasToString(OptionsTable.markdown());
    }

    @Test
    void jsonCarriesTheHashAndTheValues() throws Exception {
        assertThat(run("options", "--json", "--set", "run.id=r7")).isZero();
        var root = new ObjectMapper().readTree(out.toString());
        assertThat(root.path("configHash").asText())
                .isEqualTo(Settings.defaults().configHash());
        assertThat(root.path("options").path("run.id").asText()).isEqualTo("r7");
    }

    @Test
    void aFailureIsOneLineUnlessVerbose() {
        Callable<Integer> failing = () -> {
            throw new IllegalStateException("outer", new java.io.IOException("disk\n  full"));
        };
        assertThat(run(failing, "fail")).isEqualTo(1);
        assertThat(err).hasToString("error: IOException: disk full; --verbose shows where\n");
        assertThat(run(failing, "fail", "--verbose")).isEqualTo(1);
        assertThat(err.toString()).startsWith("error: IOException: disk full\n").contains("at io.quorate");
    }

    @Test
    void aUserErrorIsFoundBelowItsWrapping() {
        Callable<Integer> failing = () -> {
            throw new IllegalStateException(UserError.failed("broker down"));
        };
        assertThat(run(failing, "fail")).isEqualTo(1);
        assertThat(err).hasToString("error: broker down\n");
    }

    @Command(name = "fail")
    private static final class Fail implements Callable<Integer> {
        private final Callable<Integer> body;

        private Fail(Callable<Integer> body) {
            this.body = body;
        }

        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }

    private int run(String... args) {
        return run(() -> 0, args);
    }

    private int run(Callable<Integer> body, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Quorate.commandLine();
        line.addSubcommand(new Fail(body));
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }
}
