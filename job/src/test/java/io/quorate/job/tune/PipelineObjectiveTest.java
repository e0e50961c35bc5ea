package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.Sha256;
import io.quorate.job.control.SpecFile;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineObjectiveTest {
    private static final String SETTINGS = """
            {"train_days": 30, "test_days": 12, "hold_out": 0.2, "period_h": 24,
             "strategy": {"orderExpiryMs": 0, "feeBps": 0, "spreadBps": 0, "slippageBps": 0, "maxParticipation": 0,
                          "riskFraction": 0.05, "maxHoldMs": 0, "stopLossAtrMultiple": 0, "stopLossFraction": 0.02},
             "limits": {"staleAfterMs": 0, "maxHeat": 1, "maxRiskScore": 1, "maxSymbolExposure": 1,
                        "maxOrdersPerHour": 0, "maxConsecutiveLosses": 0, "maxDailyLoss": 1, "maxDrawdown": 1}}
            """;
    private static final Map<String, Object> SMALL = Map.of(
            "model.forest.trees", 5L,
            "model.forest.depth", 3L,
            "model.xgboost.rounds", 10L,
            "model.xgboost.depth", 2L,
            "features.windows", "5,10",
            "features.horizon", 1L,
            "strategy.threshold", 0.05);

    @TempDir
    static Path folder;

    private static Path bars;
    private static PipelineObjective objective;

    @BeforeAll
    static void open() throws IOException {
        bars = LeaningBars.write(folder.resolve("bars.csv"), 2, 2_400, 0.5, 1);
        objective = source("sharpe", "log_loss").open();
    }

    @Test
    void whatCanBeLearnedEarnsOutOfSample() throws Exception {
        TrialOutcome outcome = objective.evaluate(with(), TrialSteps.NONE);
        assertThat(outcome.values()[0]).isGreaterThan(1);
        assertThat(outcome.values()[1]).isLessThan(0.68);
        assertThat(outcome.figures().get("trades")).isGreaterThan(50);
        assertThat(outcome.figures().get("max_drawdown")).isBetween(0.0, 1.0);
        assertThat(outcome.figures().keySet()).containsExactlyElementsOf(PipelineFigures.names());
    }

    @Test
    void returnsAreThoseOfTheTestSpansAlone() throws Exception {
        // 100 days, the last 20 held out, the first 30 to learn from
        assertThat(objective.evaluate(with(), TrialSteps.NONE).oosReturns()).hasSize(50);
        assertThat(objective
                        .evaluate(with("features.windows", "5,20"), TrialSteps.NONE)
                        .oosReturns())
                .hasSize(50);
        TrialOutcome holdOut = Objects.requireNonNull(objective.holdOut(with()));
        assertThat(holdOut.oosReturns()).hasSizeBetween(20, 21);
    }

    @Test
    void theHoldOutDoesNotChangeWhatATrialSays() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(bars));
        long holdOutMs = 1_920 * LeaningBars.HOUR_MS;
        lines.replaceAll(line -> {
            String[] f = line.split(",");
            boolean later = !f[1].equals("ts_ms") && Long.parseLong(f[1]) > holdOutMs;
            return later ? f[0] + "," + f[1] + ",50,60,40,55,1" : line;
        });
        Path other = Files.write(folder.resolve("other.csv"), lines);
        TrialOutcome changed = PipelineObjectiveSource.of(request(other, SETTINGS, List.of("sharpe", "log_loss")))
                .open()
                .evaluate(with(), TrialSteps.NONE);
        assertThat(changed).isEqualTo(objective.evaluate(with(), TrialSteps.NONE));
    }

    @Test
    void decisionsOfTheFirstFoldsDoNotDependOnLaterRecords() throws Exception {
        List<Double> whole = new ArrayList<>();
        objective.evaluate(with(), (step, value) -> !whole.add(value));
        List<Double> one = new ArrayList<>();
        TrialOutcome pruned = objective.evaluate(with(), (step, value) -> one.add(value));
        assertThat(whole).hasSize(4);
        assertThat(one).containsExactly(whole.get(0));
        assertThat(pruned).isEqualTo(TrialOutcome.pruned());
    }

    @Test
    void outcomesAreTheSameOnManyThreadsAndInAnyOrder() throws Exception {
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            assignments.add(with("strategy.threshold", 0.02 + 0.02 * i, "model.xgboost.rounds", 5L + i % 2));
        }
        List<TrialOutcome> alone = new ArrayList<>();
        PipelineObjective other = source("sharpe", "log_loss").open();
        for (int i = assignments.size() - 1; i >= 0; i--) {
            alone.add(0, other.evaluate(assignments.get(i), TrialSteps.NONE));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            PipelineObjective shared = source("sharpe", "log_loss").open();
            List<Callable<TrialOutcome>> work = new ArrayList<>();
            assignments.forEach(a -> work.add(() -> shared.evaluate(a, TrialSteps.NONE)));
            List<TrialOutcome> together = new ArrayList<>();
            for (Future<TrialOutcome> future : threads.invokeAll(work)) {
                together.add(future.get());
            }
            assertThat(together).isEqualTo(alone);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void trialsThatChangeDecisionsAloneTrainNothing() throws Exception {
        PipelineObjective fresh = source("sharpe").open();
        TrialOutcome first = fresh.evaluate(with(), TrialSteps.NONE);
        TrialOutcome second = fresh.evaluate(
                with("strategy.threshold", 0.1, "exits.take_profit", 0.01, "limits.max_gross", 0.5), TrialSteps.NONE);
        assertThat(second).isNotEqualTo(first);
        assertThat(fresh.cacheUse()).startsWith("features 1 made").contains("models 5 of 10");
    }

    @Test
    void whatHasNoAnswerSaysWhy() {
        assertThat(failure(with("strategy.threshold", 1.0)))
                .startsWith("sharpe is undefined, no spread; 0 trades of ")
                .contains("LOW_CONFIDENCE");
        assertThat(failure(with("model.forest.tree", 3L)))
                .isEqualTo("model.forest.tree: expected a path of the pipeline, was unknown, did you mean"
                        + " model.forest.trees?");
        assertThat(failure(with("features.windows", "20,10"))).contains("features.windows");
        assertThat(failure(with("features.horizon", 2_000L))).contains("expected rows to learn from");
        assertThat(failure(with("system.weights_delay_min", 0.0001))).contains("weights.delay");
        assertThat(failure(with("strategy.kelly", 0.9))).contains("kellyFraction");
        assertThat(failure(with(
                        "features.trend",
                        "off",
                        "features.reversion",
                        "off",
                        "features.volatility",
                        "off",
                        "features.shape",
                        "off",
                        "features.volume",
                        "off")))
                .contains("expected at least one group of features");
    }

    @Test
    void whatIsDeployedLoadsAndSaysWhatWasTuned() throws Exception {
        Path target = Files.createDirectory(folder.resolve("best"));
        List<String> files = objective.writeDeployable(
                with(
                        "exits.stop_loss",
                        0.03,
                        "limits.max_gross",
                        0.7,
                        "system.weights_decay",
                        0.9,
                        "features.volume",
                        "off"),
                target);
        assertThat(files).containsExactly("bundle.zip", "strategy.yaml", "limits.yaml", "options.yaml");
        Settings options = Settings.load(target.resolve("options.yaml"), List.of());
        assertThat(options.get(JobOptions.WEIGHTS_DECAY)).isEqualTo(0.9);
        assertThat(BundleSpecs.describe(target.resolve("bundle.zip")).layoutId())
                .isEqualTo(JobSetup.layout(options).id());
        assertThat(SpecFile.strategy(target.resolve("strategy.yaml")).stopLossFraction())
                .isEqualTo(0.03);
        assertThat(SpecFile.limits(target.resolve("limits.yaml")).maxGrossExposure())
                .isEqualTo(0.7);
        Path again = Files.createDirectory(folder.resolve("again"));
        objective.writeDeployable(
                with(
                        "exits.stop_loss",
                        0.03,
                        "limits.max_gross",
                        0.7,
                        "system.weights_decay",
                        0.9,
                        "features.volume",
                        "off"),
                again);
        for (String file : files) {
            assertThat(Sha256.of(Files.readAllBytes(again.resolve(file))))
                    .isEqualTo(Sha256.of(Files.readAllBytes(target.resolve(file))));
        }
    }

    @Test
    void everythingWrongWithARequestIsSaidAtOnce() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> PipelineObjectiveSource.of(request(
                        folder.resolve("none.csv"),
                        "{\"hold_outs\": 0.1, \"train_days\": -1, \"strategy\": {\"feesBps\": 1},"
                                + " \"options\": {\"weights.windo\": \"1h\"}, \"walk_forward\": \"rollin\"}",
                        List.of("sharp", "sharpe"))));
        assertThat(error.exitCode()).isEqualTo(UserError.WRONG_USE);
        assertThat(String.join("\n", error.lines()))
                .contains("settings.hold_outs: unknown, did you mean hold_out?")
                .contains("settings.train_days: expected 0.0 to 36500.0, was '-1'")
                .contains("feesBps: unknown field, did you mean feeBps?")
                .contains("weights.windo: unknown option, did you mean weights.window?")
                .contains("settings.walk_forward: expected rolling or expanding, was 'rollin'")
                .contains("objective sharp: expected one of")
                .contains("none.csv: expected a readable file of history");
    }

    @Test
    void barsOfBarsAreRefusedAndTooLittleHistorySaysSo() {
        assertThatThrownBy(() -> PipelineObjectiveSource.of(new ObjectiveRequest(
                        List.of(bars.toString()), List.of("sharpe"), "{}", List.of(), List.of("features.bars_min"), 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("features.bars_min: expected files of trades");
        assertThatThrownBy(() -> PipelineObjectiveSource.of(request(bars, "{\"train_days\": 300}", List.of("sharpe")))
                        .open())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected history beyond a training span of 300.0 days, was 80.0 days");
        assertThatThrownBy(() -> PipelineObjectiveSource.of(request(bars, "{\"symbols\": [\"X\"]}", List.of("sharpe")))
                        .open())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected symbols of the history, [S0, S1], was [X]");
    }

    private static String failure(Assignment assignment) {
        TrialFailedException failure =
                catchThrowableOfType(TrialFailedException.class, () -> objective.evaluate(assignment, TrialSteps.NONE));
        return String.valueOf(failure == null ? "no failure" : failure.getMessage());
    }

    private static PipelineObjectiveSource source(String... objectives) {
        return PipelineObjectiveSource.of(request(bars, SETTINGS, List.of(objectives)));
    }

    private static ObjectiveRequest request(Path file, String settings, List<String> objectives) {
        return new ObjectiveRequest(List.of(file.toString()), objectives, settings, List.of(), List.of(), 1);
    }

    private static Assignment with(Object... more) {
        Map<String, Object> values = new LinkedHashMap<>(SMALL);
        for (int i = 0; i < more.length; i += 2) {
            values.put((String) more[i], more[i + 1]);
        }
        return new Assignment(values);
    }
}
