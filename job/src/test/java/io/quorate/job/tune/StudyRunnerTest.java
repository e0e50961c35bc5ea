package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.SyntheticSource.Behaviour;
import io.quorate.tune.TpeOptions;
import io.quorate.tune.TrialState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same trials whatever the workers, the order in which they end and the moments at which a study is stopped. */
class StudyRunnerTest {

    @TempDir
    private Path dir;

    private int folders;

    @AfterEach
    void nothingIsLeftInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"BOWL", "MOODY", "STEPS"})
    void oneTwoAndEightWorkersDoTheSame(Behaviour behaviour) {
        StudyOptions options = options(90).withPruner(StudyOptions.PrunerKind.MEDIAN);
        StudyEnd one = run(plan(SyntheticSource.of(behaviour), options), folder(), 1, StudyRunnerTest::quiet);
        StudyEnd two =
                run(plan(new SyntheticSource(behaviour, 1, 2_000), options), folder(), 2, StudyRunnerTest::quiet);
        StudyEnd eight =
                run(plan(new SyntheticSource(behaviour, 1, 500), options), folder(), 8, StudyRunnerTest::quiet);
        assertThat(one.trials()).hasSize(90);
        assertThat(two.sequence()).isEqualTo(one.sequence());
        assertThat(eight.sequence()).isEqualTo(one.sequence());
        assertThat(eight.trials()).isEqualTo(one.trials());
        if (behaviour == Behaviour.STEPS) {
            assertThat(one.trials()).extracting(Trial::state).contains(TrialState.PRUNED, TrialState.COMPLETE);
        }
    }

    @Test
    void anotherSeedDoesSomethingElse() {
        StudyEnd one = run(plan(SyntheticSource.bowl(), options(20)), folder(), 2, StudyRunnerTest::quiet);
        StudyOptions other = StudyOptions.of(20, 8, 1);
        assertThat(run(plan(SyntheticSource.bowl(), other), folder(), 2, StudyRunnerTest::quiet)
                        .sequence())
                .isNotEqualTo(one.sequence());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 12, 29, 58, 61})
    void anInterruptedStudyGoesOnWithTheSameTrials(int after) {
        StudyPlan plan = plan(SyntheticSource.of(Behaviour.STEPS), options(64));
        String sequence = run(plan, folder(), 3, StudyRunnerTest::quiet).sequence();
        Path folder = folder();
        AtomicInteger told = new AtomicInteger();
        StudyEnd first = run(plan, folder, 3, progress -> {
            if (told.incrementAndGet() == after) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(first.why()).isEqualTo(StudyEnd.Stopped.INTERRUPTED);
        assertThat(first.trials().size()).isBetween(after, 63);
        StudyEnd second = run(plan, folder, 2, StudyRunnerTest::quiet);
        assertThat(second.why()).isEqualTo(StudyEnd.Stopped.COMPLETE);
        assertThat(second.sequence()).isEqualTo(sequence);
    }

    @Test
    void aStudyIsProlongedAsIfItHadBeenLongFromTheStart() {
        Path folder = folder();
        StudyPlan plan = plan(SyntheticSource.bowl(), options(13));
        assertThat(run(plan, folder, 2, StudyRunnerTest::quiet).trials()).hasSize(13);
        StudyPlan longer = plan(SyntheticSource.bowl(), options(70));
        assertThat(run(longer, folder, 2, StudyRunnerTest::quiet).sequence())
                .isEqualTo(run(longer, folder(), 2, StudyRunnerTest::quiet).sequence());
    }

    @Test
    void aTimeoutEndsInOrderAndTheRestFollows() {
        StudyPlan hurried = plan(SyntheticSource.bowl(), options(8).withTimeout(Duration.ofNanos(1)));
        Path folder = folder();
        StudyEnd end = run(hurried, folder, 2, StudyRunnerTest::quiet);
        assertThat(end.why()).isEqualTo(StudyEnd.Stopped.TIMEOUT);
        assertThat(end.trials()).isEmpty();
        StudyPlan plan = plan(SyntheticSource.bowl(), options(8));
        assertThat(run(plan, folder, 2, StudyRunnerTest::quiet).sequence())
                .isEqualTo(run(plan, folder(), 2, StudyRunnerTest::quiet).sequence());
    }

    @Test
    void trialsWithoutAnAnswerFailWithAReasonAndTheStudyGoesOn() {
        StudyEnd end =
                run(plan(SyntheticSource.of(Behaviour.MOODY), options(100)), folder(), 2, StudyRunnerTest::quiet);
        List<String> reasons = end.trials().stream()
                .filter(trial -> trial.state() == TrialState.FAILED)
                .map(trial -> trial.finished().reason())
                .distinct()
                .toList();
        assertThat(end.why()).isEqualTo(StudyEnd.Stopped.COMPLETE);
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        "score: expected a finite number, was NaN",
                        "score: expected a finite number, was -Infinity",
                        "ten rows are not enough",
                        "IllegalStateException: broken in two lines",
                        "StackOverflowError");
        assertThat(StudyAnalysis.of(options(end.trials().size()), end.trials()).front())
                .isNotEmpty();
    }

    @Test
    void tooManyFailuresInARowEndWithTheLastReason() {
        Path folder = folder();
        StudyPlan plan = plan(SyntheticSource.of(Behaviour.BROKEN), options(100));
        UserError error = catchThrowableOfType(UserError.class, () -> run(plan, folder, 2, StudyRunnerTest::quiet));
        assertThat(error.lines())
                .containsExactly(
                        "expected trials with a result, was 20 failures in a row; the last, trial 19: no data");
        try (StudyStore store = StudyStore.openToRead(folder)) {
            // a generation is finished before anything is made of it
            assertThat(store.trials()).hasSize(3 * TpeOptions.DEFAULT_GENERATION);
        }
    }

    @Test
    void aStudyThatGetsNoBetterStopsAndSaysSo() {
        StudyOptions patient = new StudyOptions(
                1000,
                7,
                StudyOptions.SamplerKind.TPE,
                TpeOptions.defaults(1).withStartupTrials(10),
                4,
                StudyOptions.PrunerKind.NONE,
                40,
                20,
                Duration.ZERO);
        Path folder = folder();
        StudyPlan plan = plan(SyntheticSource.bowl(), patient);
        StudyEnd end = run(plan, folder, 2, StudyRunnerTest::quiet);
        assertThat(end.why()).isEqualTo(StudyEnd.Stopped.CONVERGED);
        assertThat(end.reason()).startsWith("converged: the last 40 trials improved");
        assertThat(end.trials().size()).isBetween(50, 999);
        StudyEnd again = run(plan, folder, 2, StudyRunnerTest::quiet);
        assertThat(again.why()).isEqualTo(StudyEnd.Stopped.CONVERGED);
        assertThat(again.sequence()).isEqualTo(end.sequence());
    }

    @Test
    void aChangedPlanIsRefused() {
        Path folder = folder();
        run(plan(SyntheticSource.bowl(), options(4)), folder, 1, StudyRunnerTest::quiet);
        StudyPlan other = plan(SyntheticSource.of(Behaviour.MOODY), StudyOptions.of(4, 9, 1));
        UserError error = catchThrowableOfType(UserError.class, () -> run(other, folder, 1, StudyRunnerTest::quiet));
        assertThat(error.lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).endsWith("seed: expected 7, was 9"))
                .anySatisfy(line -> assertThat(line).endsWith("data behaviour: expected BOWL, was MOODY"));
    }

    private static StudyOptions options(int trials) {
        return StudyOptions.of(trials, 7, 1);
    }

    static StudyPlan plan(SyntheticSource source, StudyOptions options) {
        return new StudyPlan(SyntheticSource.space(), source, options, "{}");
    }

    private static StudyEnd run(StudyPlan plan, Path folder, int workers, Consumer<StudyProgress> progress) {
        return StudyRun.run(plan, folder, WorkerPlan.threads(workers), progress);
    }

    private Path folder() {
        return dir.resolve("study-" + folders++);
    }

    private static void quiet(StudyProgress progress) {
        // nobody looks
    }
}
