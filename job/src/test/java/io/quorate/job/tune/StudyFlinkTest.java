package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.SyntheticSource.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials evaluated by Flink jobs are those evaluated by threads. */
class StudyFlinkTest {
    private static final WorkerPlan FLINK = new WorkerPlan(3, true, null);

    @TempDir
    private Path dir;

    @Test
    void flinkAndThreadsDoTheSameAlsoAfterAnInterruption() {
        StudyOptions options = StudyOptions.of(40, 5, 1).withPruner(StudyOptions.PrunerKind.MEDIAN);
        StudyPlan plan = StudyRunnerTest.plan(SyntheticSource.of(Behaviour.STEPS), options);
        StudyEnd threads = StudyRun.run(plan, dir.resolve("threads"), WorkerPlan.threads(2), progress -> {});
        AtomicInteger told = new AtomicInteger();
        StudyEnd first = StudyRun.run(plan, dir.resolve("flink"), FLINK, progress -> {
            if (told.incrementAndGet() == 9) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(first.why()).isEqualTo(StudyEnd.Stopped.INTERRUPTED);
        StudyEnd flink = StudyRun.run(plan, dir.resolve("flink"), FLINK, progress -> {});
        assertThat(flink.why()).isEqualTo(StudyEnd.Stopped.COMPLETE);
        assertThat(flink.trials()).isEqualTo(threads.trials());
        assertThat(flink.sequence()).isEqualTo(threads.sequence());
    }

    @Test
    void failedTrialsFailTheTrialAndNotTheJob() {
        StudyPlan plan = StudyRunnerTest.plan(SyntheticSource.of(Behaviour.MOODY), StudyOptions.of(16, 5, 1));
        StudyEnd flink = StudyRun.run(plan, dir.resolve("flink"), FLINK, progress -> {});
        StudyEnd threads = StudyRun.run(plan, dir.resolve("threads"), WorkerPlan.threads(1), progress -> {});
        assertThat(flink.trials()).isEqualTo(threads.trials());
    }

    @Test
    void aTimeoutCancelsTheJob() {
        SyntheticSource slow = new SyntheticSource(Behaviour.BOWL, 1, 200_000_000);
        StudyPlan plan = StudyRunnerTest.plan(slow, StudyOptions.of(4, 5, 1).withTimeout(Duration.ofMillis(300)));
        StudyEnd end = StudyRun.run(plan, dir.resolve("flink"), FLINK, progress -> {});
        assertThat(end.why()).isEqualTo(StudyEnd.Stopped.TIMEOUT);
        assertThat(end.trials()).isEmpty();
    }

    @Test
    void aClusterThatIsNotThereIsAnError() {
        StudyPlan plan = StudyRunnerTest.plan(SyntheticSource.bowl(), StudyOptions.of(4, 5, 1));
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> StudyRun.run(plan, dir.resolve("x"), new WorkerPlan(1, true, "127.0.0.1:1"), progress -> {}));
        assertThat(error).isNotNull();
        assertThat(error.exitCode()).isEqualTo(UserError.FAILED);
    }
}
