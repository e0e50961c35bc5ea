package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quorate.performance.Overfitting;
import io.quorate.performance.SelectionBias;
import io.quorate.performance.SharpeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study leaves in its folder. */
class StudyOutputTest {
    @TempDir
    private Path dir;

    @Test
    void theFrontComesWithItsEvidenceItsHoldOutAndItsFiles() throws IOException {
        StudyPlan plan = plan(SyntheticSource.SPACE, 2);
        StudyEnd end = run(plan);
        StudyOutput output = StudyOutput.write(plan, end, dir, 2, (step, fraction) -> {});
        JsonNode json =
                JsonMapper.builder().build().readTree(dir.resolve("pareto.json").toFile());

        assertThat(json.path("study").path("trials").asInt()).isEqualTo(60);
        assertThat(json.path("study").path("sequence").asText()).isEqualTo(end.sequence());
        assertThat(json.path("objectives").get(1).path("direction").asText()).isEqualTo("MINIMISE");
        assertThat(json.path("front").size())
                .isEqualTo(output.analysis().front().size())
                .isGreaterThan(2);
        double[][] returns = end.trials().stream().map(Trial::oosReturns).toArray(double[][]::new);
        assertThat(json.path("pbo").asDouble())
                .isEqualTo(Overfitting.pbo(returns, 16).value());
        JsonNode point = json.path("front").get(0);
        Trial trial = end.trials().get(point.path("number").asInt());
        SelectionBias bias = SelectionBias.of(returns, 50);
        assertThat(json.path("trialsTried").asInt()).isEqualTo(60);
        assertThat(json.path("varianceOfSharpe").asDouble()).isEqualTo(bias.varianceOfSharpe());
        assertThat(json.path("effectiveTrials").asDouble()).isBetween(1.0, 60.0);
        assertThat(point.path("dsr").asDouble())
                .isEqualTo(bias.deflated(trial.oosReturns()).value());
        assertThat(point.path("values").path("score").asDouble())
                .isEqualTo(-trial.finished().values()[0]);
        assertThat(point.path("holdOut").path("values")).isEqualTo(point.path("values"));
        assertThat(point.path("figures").path("factor").isNull()).isTrue();
        assertThat(json.path("files"))
                .extracting(JsonNode::asText)
                .containsExactly("best/assignment.yaml", "best/strategy.yaml");
        assertThat(dir.resolve("best/assignment.yaml")).content().contains("\nfixed:\n  x: ");
        assertThat(point.path("sharpePerPeriod").asDouble()).isEqualTo(SharpeTests.sharpe(trial.oosReturns()));
        assertThat(dir.resolve("best/strategy.yaml")).content().startsWith("x: ");
        List<String> rows = Files.readAllLines(dir.resolve("trials.csv"));
        assertThat(rows).hasSize(61);
        assertThat(rows.get(0)).isEqualTo("number,state,x,y,kind,n,score,cost,trades,share,factor,steps,reason");
        assertThat(dir.toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void equalStudiesGiveEqualTables() throws IOException {
        StudyPlan plan = plan(SyntheticSource.SPACE, 1);
        String table =
                TrialsCsv.of(run(plan).trials(), plan.space(), plan.source().shape());
        StudyEnd again = StudyRun.run(plan, dir.resolve("again"), WorkerPlan.threads(1), progress -> {});
        assertThat(TrialsCsv.of(again.trials(), plan.space(), plan.source().shape()))
                .isEqualTo(table);
    }

    @Test
    void aConstraintThatNothingKeepsIsSaid() {
        StudyPlan plan = plan(SyntheticSource.SPACE + "constraints: {share: {max: 0}, trades: {min: 99}}\n", 1);
        StudyEnd end = run(plan);
        StudyOutput output = StudyOutput.write(plan, end, dir, 1, (step, fraction) -> {});
        assertThat(output.json().path("feasible").asBoolean()).isFalse();
        assertThat(output.json().path("note").asText()).startsWith("no trial keeps every constraint");
        assertThat(output.json().path("front")).isNotEmpty();
        assertThat(output.json().path("hypervolume").isNull()).isTrue();
        assertThat(output.json().path("undefined").path("hypervolume").asText()).isEqualTo("no feasible trial");
    }

    @Test
    void constraintsKeepTheBestInside() {
        StudyPlan plan = plan(SyntheticSource.SPACE + "constraints: {share: {max: 0.4}}\n", 1);
        StudyEnd end = run(plan);
        FrontPoint chosen = Objects.requireNonNull(
                StudyAnalysis.of(plan.options(), end.trials()).chosen());
        assertThat(chosen.feasible()).isTrue();
        assertThat(chosen.trial().finished().assignment().number("x")).isLessThanOrEqualTo(0.4);
    }

    @Test
    void withoutACompleteTrialThereIsNoFront() {
        StudyPlan plan =
                StudyRunnerTest.plan(SyntheticSource.of(SyntheticSource.Behaviour.BROKEN), StudyOptions.of(8, 1, 1));
        StudyOutput output = StudyOutput.write(plan, run(plan), dir, 1, (step, fraction) -> {});
        assertThat(output.json().path("note").asText()).isEqualTo("no trial is complete");
        assertThat(output.json().path("chosen").isNull()).isTrue();
        assertThat(output.json().path("pbo").isNull()).isTrue();
        assertThat(dir.resolve("best")).doesNotExist();
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Files.writeString(dir.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> StudyOutput.requireStudyOrEmpty(dir))
                .hasMessageContaining("expected an empty folder or one of a study");
        assertThatThrownBy(() -> StudyOutput.requireStudyOrEmpty(dir.resolve("letter.txt")))
                .hasMessageContaining("was a file");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidAndNothingHalfIsLeft() throws IOException {
        Files.createDirectories(dir.resolve("trials.csv/x"));
        StudyPlan plan = plan(SyntheticSource.SPACE, 1);
        StudyEnd end = run(plan);
        assertThatThrownBy(() -> StudyOutput.write(plan, end, dir, 1, (step, fraction) -> {}))
                .hasMessageContaining("expected to write " + dir.resolve("trials.csv"));
        assertThat(dir.resolve("trials.csv.part")).doesNotExist();
    }

    private StudyEnd run(StudyPlan plan) {
        return StudyRun.run(plan, dir.resolve("study"), WorkerPlan.threads(2), progress -> {});
    }

    private static StudyPlan plan(String space, int objectives) {
        SyntheticSource source = new SyntheticSource(SyntheticSource.Behaviour.BOWL, objectives, 0);
        StudySpace resolved = SpaceFile.parse("space.yaml", space).resolve(source.paths(), source.figures());
        return new StudyPlan(resolved, source, StudyOptions.of(60, 11, objectives), "{}");
    }
}
