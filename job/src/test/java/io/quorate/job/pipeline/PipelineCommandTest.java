package io.quorate.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

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

/** {@code quorate pipeline} as it is typed. */
class PipelineCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @Test
    void wrongUseIsToldInOneLine() throws IOException {
        assertThat(run("pipeline")).isEqualTo(2);
        assertThat(err.toString()).contains("expected run or status, was none");
        assertThat(run("pipeline", "run", "--file", dir.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml: expected a pipeline file, was not there");
        assertThat(run("pipeline", "run", "--file", file("a: [\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("p.yaml:1: expected YAML or JSON");
        assertThat(run("pipeline", "run", "--file", file("input: gone.csv\n"))).isEqualTo(2);
        assertThat(err.toString()).contains("gone.csv: expected a file, was not there");
    }

    @Test
    void statusShowsWhatIsToDoAndChangesNothing() throws IOException {
        String file = file("input: gone.csv\n");
        assertThat(run("pipeline", "status", "--file", file)).isZero();
        assertThat(out.toString().lines()).hasSize(7).allMatch(line -> line.endsWith("to do"));
        assertThat(dir.resolve("pipeline")).doesNotExist();
        assertThat(run("pipeline", "status", "--json", "--file", file)).isZero();
        JsonNode state = new ObjectMapper().readTree(out.toString());
        assertThat(state.path("steps").isEmpty()).isTrue();
    }

    @Test
    void aStateThatIsNoneIsRefused() throws IOException {
        Files.createDirectories(dir.resolve("pipeline"));
        Files.writeString(dir.resolve("pipeline/state.json"), "{\"v\":2,\"steps\":[]}");
        assertThat(run("pipeline", "status", "--file", file("input: gone.csv\n")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("state.json: expected the state of a pipeline, was not");
    }

    private String file(String text) throws IOException {
        return Files.writeString(dir.resolve("p.yaml"), text).toString();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
