package io.quorate.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quorate.job.fault.UserError;
import io.quorate.job.tune.ObjectiveFactory;
import io.quorate.job.tune.ObjectiveRequest;
import io.quorate.job.tune.ObjectiveSource;
import io.quorate.job.tune.SyntheticSource;
import io.quorate.job.tune.TunablePath;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command, with an objective whose answers are known. */
class TuneCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    private Path space = Path.of("");

    /** The objective of these tests; knows one name. */
    private static final class Factory implements ObjectiveFactory {
        @Override
        public ObjectiveSource source(ObjectiveRequest request) {
            if (!request.objectives().equals(List.of("score"))) {
                throw UserError.wrongUse("--objectives: expected score, was " + request.objectives());
            }
            return SyntheticSource.bowl();
        }

        @Override
        public List<TunablePath> paths() {
            return List.of();
        }
    }

    @BeforeEach
    void writeSpace() throws IOException {
        space = Files.writeString(dir.resolve("space.yaml"), """
                objectives: [score]
                parameters:
                  x: {type: float, low: 0, high: 1}
                  y: {type: float, low: 0.001, high: 1, log: true}
                """);
    }

    @Test
    void aStudyIsRunShownResumedAndProlonged() throws IOException {
        assertThat(tune("--trials", "10", "--startup", "5", "--workers", "2")).isZero();
        assertThat(out.toString()).contains("10 trials, 10 complete", "all 10 trials done", "best/strategy.yaml");
        assertThat(study()).isDirectoryContaining(path -> path.endsWith("pareto.json"));
        String first = Files.readString(study().resolve("trials.csv"));

        assertThat(run("show", study().toString())).isZero();
        assertThat(out.toString()).contains("10 trials, 10 complete of 10, seed 1", "PBO");
        assertThat(run("show", study().toString(), "--trial", "3", "--json")).isZero();
        assertThat(json().path("assignment").has("x")).isTrue();
        assertThat(run("show", study().toString(), "--trial", "3")).isZero();
        assertThat(out.toString()).contains("state: COMPLETE", "violations: []", "steps: []");

        assertThat(run("--output", study().toString(), "--resume", "--trials", "20", "--json"))
                .isZero();
        assertThat(json().path("study").path("trials").asInt()).isEqualTo(20);
        assertThat(Files.readString(study().resolve("trials.csv"))).startsWith(first);
        assertThat(run("show", study().toString(), "--json")).isZero();
        assertThat(json().path("done").asInt()).isEqualTo(20);
    }

    @Test
    void theFilesOfAnyCompleteTrialAreExported() throws IOException {
        assertThat(tune("--trials", "6")).isZero();
        Path files = dir.resolve("files");
        String[] export = {study().toString(), "--trial", "4", "--output", files.toString(), "--json"};
        assertThat(execute(new TuneExportCommand(new Factory()), export)).isZero();
        assertThat(json().path("files").get(1).asText()).isEqualTo("strategy.yaml");
        assertThat(files.resolve("assignment.yaml")).content().startsWith("# trial 4\n");
        assertThat(execute(new TuneExportCommand(new Factory()), export)).isEqualTo(2);
        export[2] = "6";
        export[4] = dir.resolve("more").toString();
        assertThat(execute(new TuneExportCommand(new Factory()), export)).isEqualTo(2);
        assertThat(err.toString()).contains("--trial: expected a complete trial of the study, was 6");
    }

    @Test
    void theSameCommandGoesOnAndAnotherIsRefused() throws IOException {
        assertThat(tune("--trials", "6")).isZero();
        byte[] table = Files.readAllBytes(study().resolve("trials.csv"));
        assertThat(tune("--trials", "6", "--workers", "1")).isZero();
        assertThat(Files.readAllBytes(study().resolve("trials.csv"))).isEqualTo(table);
        assertThat(tune("--trials", "6", "--seed", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("error: ", "seed: expected 1, was 2");
    }

    @Test
    void wrongUseIsSaid() throws IOException {
        fails("expected --output with the folder of the study");
        fails("expected --input and --space, or --resume, was no --space", "--output", study().toString());
        fails("expected a study with its study.db, was none", "--output", study().toString(), "--resume");
        fails("expected --seed only without --resume", "--output", study().toString(), "--resume", "--seed", "3");
        failsTune("expected --trials from 1 to 1000000, was 0", "--trials", "0");
        failsTune("expected --generation from 1 to 1024, was 0", "--generation", "0");
        failsTune("expected --workers from 1 to 1024, was 0", "--workers", "0");
        failsTune("expected --jobmanager only with --flink", "--jobmanager", "h:1");
        failsTune("tpe, startupTrials: expected at least 1, was 0", "--startup", "0");
        failsTune("'grid'", "--sampler", "grid");
        failsTune("--objectives: expected score, was [profit]", "--objectives", "profit");
        assertThat(study()).doesNotExist();
        Files.writeString(space, "parameters: {x: {type: float, low: 2, high: 1}, y: {type: flout}}\n");
        failsTune("expected --objectives, or objectives in");
        failsTune("space.yaml:1: parameter x, low: expected at most high (1.0), was 2.0", "--objectives", "score");
        failsTune("space.yaml:1: parameter y, type: expected float, int or categorical", "--objectives", "score");
        Files.createDirectories(study());
        Files.writeString(study().resolve("other"), "x");
        failsTune("expected an empty folder or one of a study");
        assertThat(run("show", dir.toString())).isEqualTo(2);
    }

    private Path study() {
        return dir.resolve("study");
    }

    private int tune(String... more) {
        List<String> args = new ArrayList<>(
                List.of("--input", "bars.csv", "--space", space.toString(), "--output", study().toString()));
        args.addAll(Arrays.asList(more));
        return run(args.toArray(String[]::new));
    }

    private void failsTune(String message, String... more) {
        assertThat(tune(more)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    private void fails(String message, String... args) {
        assertThat(run(args)).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: ").contains(message);
        assertThat(out.toString()).isEmpty();
    }

    private JsonNode json() throws IOException {
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private int run(String... args) {
        return execute(new TuneCommand(new Factory()), args);
    }

    private int execute(Object command, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Quorate.commandLine(command);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }
}
