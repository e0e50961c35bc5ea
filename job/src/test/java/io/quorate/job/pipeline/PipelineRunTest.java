package io.quorate.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.training.GeneratedTrades;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real training, backtest, gates and registry; the job is a fake. */
class PipelineRunTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private final FakeDesk desk = new FakeDesk();
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void trades() throws IOException {
        StringBuilder text = new StringBuilder("symbol,ts_ms,price,size,id\n");
        for (MarketEvent trade : new GeneratedTrades(2, 1_000_000, 3).steps(900)) {
            text.append(trade.symbol())
                    .append(',')
                    .append(trade.tsMs())
                    .append(',')
                    .append(trade.price())
                    .append(',')
                    .append(trade.size())
                    .append(',')
                    .append(trade.id())
                    .append('\n');
        }
        Files.writeString(shared.resolve("trades.csv"), text);
    }

    @BeforeEach
    void input() throws IOException {
        Files.copy(shared.resolve("trades.csv"), dir.resolve("trades.csv"));
    }

    @Test
    void everyStepIsDoneOnceAndTheSecondRunKeepsThemAll() throws IOException {
        PipelineState state = run(file(""));
        assertThat(told)
                .containsExactly(
                        "done train",
                        "done backtest",
                        "done gates",
                        "done register",
                        "done shadow",
                        "done outcomes",
                        "done promote");
        assertThat(state.steps()).hasSize(7).noneMatch(StepRecord::refused);
        assertThat(Integer.parseInt(state.step(StepName.GATES).result("decisions")))
                .isGreaterThan(100);
        assertThat(state.step(StepName.OUTCOMES).result("outcomes")).isEqualTo("200");
        assertThat(desk.asked).extracting(ControlRequest::scope).containsExactly("shadow", "*");
        BundleRegistry registry = BundleRegistry.at(dir.resolve("registry").toString(), 1 << 26);
        assertThat(registry.list()).hasSize(1);
        assertThat(registry.alias("live").version()).isEqualTo(1);
        told.clear();
        assertThat(run(file(""))).isEqualTo(state);
        assertThat(told).hasSize(7).allMatch(line -> line.startsWith("kept"));
        assertThat(desk.asked).hasSize(2);
        assertThat(registry.list()).hasSize(1);
        assertThat(Files.readAllLines(dir.resolve("pipeline/log.jsonl")))
                .hasSize(7 * 2 + 7)
                .allMatch(line -> line.startsWith("{\"v\":1,\"atMs\":"));
    }

    @Test
    void aGateThatDoesNotHoldRefusesWithEveryReasonAndNothingIsPublished() throws IOException {
        PipelineState state =
                run(file("gates: {minDsr: 1, maxDrawdown: 0, maxScoreMicros: 0.000001, parity: false}\n"));
        StepRecord gates = state.step(StepName.GATES);
        assertThat(gates.refusals()).hasSize(3);
        assertThat(String.join("\n", gates.refusals()))
                .contains("dsr: expected at least 1.0, was", "maxDrawdown: expected at most 0.0, was", "scoreMicros:");
        assertThat(state.find(StepName.REGISTER)).isNull();
        assertThat(desk.asked).isEmpty();
        told.clear();
        run(file("gates: {minDsr: 1, maxDrawdown: 0, maxScoreMicros: 0.000001, parity: false}\n"));
        assertThat(told).containsExactly("kept train", "kept backtest", "kept gates");
        told.clear();
        run(file(""));
        assertThat(told).startsWith("kept train", "kept backtest", "done gates", "done register");
    }

    @Test
    void aRunThatDiesAfterTheRequestFindsItsAnswerInTheLog() throws IOException {
        desk.dies = true;
        assertThatThrownBy(() -> run(file(""))).hasMessageContaining("killed after the answer");
        desk.dies = false;
        run(file(""));
        assertThat(desk.asked).extracting(ControlRequest::scope).containsExactly("shadow", "*");
        assertThat(told).containsSequence("kept register", "done shadow", "done outcomes", "done promote");
    }

    @Test
    void otherInputsStartFromTheStepThatReadsThem() throws IOException {
        run(file(""));
        told.clear();
        run(file("strategy: {confidenceThreshold: 0.05}\n"));
        assertThat(told).startsWith("kept train", "done backtest", "done gates", "done register");
        Files.delete(dir.resolve("pipeline/bundle.zip"));
        told.clear();
        run(file("strategy: {confidenceThreshold: 0.05}\n"));
        assertThat(told).as("the same bytes again").startsWith("done train", "done backtest", "done gates");
    }

    @Test
    void tooFewOutcomesAreWaitedForAndThenLeftToTheNextRun() throws IOException {
        desk.outcomesPerPause = 0;
        assertThatThrownBy(() -> run(file("")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected 200 outcomes of the shadow, was 0 after 1s; run the pipeline again");
        assertThat(desk.asked).hasSize(1);
        desk.outcomes = 200;
        run(file(""));
        assertThat(desk.asked).hasSize(2);
    }

    @Test
    void aShadowThatIsWorseIsNotPromoted() throws IOException {
        desk.shadowBrier = 0.25;
        PipelineState state = run(file(""));
        assertThat(state.step(StepName.OUTCOMES).refusals())
                .containsExactly("shadowBrier: expected at most 0.210000, was 0.250000 over 200 outcomes");
        assertThat(desk.asked).extracting(ControlRequest::scope).containsExactly("shadow");
    }

    @Test
    void aRefusalOfTheJobStandsUntilItIsRetried() throws IOException {
        desk.refusal = "subtask 1 of 2 refused the bundle";
        PipelineState state = run(file(""));
        assertThat(state.step(StepName.SHADOW).refusals())
                .containsExactly("shadow: refused: subtask 1 of 2 refused the bundle");
        desk.refusal = "";
        run(file(""));
        assertThat(desk.asked).hasSize(1);
        Pipelines.of(PipelineFile.read(file(""), "test"), () -> desk, this::nowMs)
                .run(StepName.SHADOW, true, (step, kept) -> {}, ProgressListener.NONE);
        assertThat(desk.asked)
                .extracting(ControlRequest::requestId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void everyMistakeInTheFileIsToldAtOnce() throws IOException {
        Path file = Files.writeString(
                dir.resolve("bad.yaml"),
                "nam: x\nlabel: {target: UP}\nbacktest: {period: soon}\noptions: {bars.intervall: 1m}\n");
        assertThatThrownBy(() -> PipelineFile.read(file, "test"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nam: unknown field, did you mean name?")
                .hasMessageContaining("label.target: expected one of")
                .hasMessageContaining("input: expected files of history, was none")
                .hasMessageContaining("backtest.period: expected a duration")
                .hasMessageContaining("bars.intervall");
        assertThatThrownBy(() -> PipelineFile.read(file("gates: {trials: 5}\n"), "test"))
                .hasMessageContaining("sharpeVariance: expected above 0 with trials");
    }

    private long nowMs() {
        return 1_000 + 500L * desk.pauses;
    }

    private PipelineState run(Path file) {
        PipelineRun run = Pipelines.of(PipelineFile.read(file, "test"), () -> desk, this::nowMs);
        return run.run(
                StepName.PROMOTE,
                false,
                (step, kept) -> told.add((kept ? "kept " : step.refused() ? "refused " : "done ")
                        + step.step().text()),
                ProgressListener.NONE);
    }

    private Path file(String more) throws IOException {
        String gates = more.startsWith("gates")
                ? ""
                : "gates: {minDsr: 0, maxDrawdown: 1, maxCalibrationError: 1, maxScoreMicros: 1000000}\n";
        return Files.writeString(
                dir.resolve("p.yaml"),
                """
                name: test
                input: [trades.csv]
                label: {target: DIRECTION, horizonSamples: 1}
                train:
                  forest: {trees: 10, depth: 3}
                  boosting: {trees: 10, depth: 2}
                backtest: {period: 1s}
                strategy: {symbols: ["*"]}
                promote: {afterOutcomes: 200, patience: 1s}
                options: {bars.interval: none}
                """.replace(more.startsWith("strategy") ? "strategy: {symbols: [\"*\"]}\n" : "\0", "") + gates + more);
    }
}
