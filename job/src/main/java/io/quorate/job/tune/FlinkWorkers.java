package io.quorate.job.tune;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.tune.FinishedTrial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Evaluates each generation as a bounded Flink job: a parallel map over its trials. Results come at the job's end. */
final class FlinkWorkers implements TrialWorkers {
    private static final long POLL_MS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String USER_ERROR = "UserError: ";

    private final FlinkTarget target;
    private final StudyPlan plan;
    private final PrunerSettings pruner;
    private final int parallelism;

    FlinkWorkers(FlinkTarget target, StudyPlan plan, PrunerSettings pruner, int parallelism) {
        this.target = target;
        this.plan = plan;
        this.pruner = pruner;
        this.parallelism = parallelism;
    }

    @Override
    public boolean run(List<AskedTrial> asked, List<FinishedTrial> earlier, Consumer<Trial> told, long deadlineNanos)
            throws InterruptedException {
        JobClient job = target.submit(environment(asked, earlier));
        boolean ended = false;
        try {
            ended = await(job, deadlineNanos);
        } finally {
            if (!ended) {
                cancel(job);
            }
        }
        if (ended) {
            results(job, asked).forEach(told);
        }
        return ended;
    }

    private StreamExecutionEnvironment environment(List<AskedTrial> asked, List<FinishedTrial> earlier) {
        String[] tasks = asked.stream()
                .map(trial -> TrialWire.task(trial, plan.space().complete(trial.suggested())))
                .toArray(String[]::new);
        String steps = pruner.kind() == StudyOptions.PrunerKind.NONE ? "[]" : TrialWire.earlier(earlier);
        StreamExecutionEnvironment env = target.environment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(Math.min(parallelism, tasks.length));
        env.fromData(tasks)
                .name("trials")
                .setParallelism(1)
                .rebalance()
                .map(new TrialFunction(plan.source(), plan.space().constraints(), pruner, steps))
                .name("evaluate")
                .sinkTo(new DiscardingSink<>())
                .name("done");
        return env;
    }

    private static boolean await(JobClient job, long deadlineNanos) throws InterruptedException {
        JobStatus status = status(job);
        while (!status.isTerminalState()) {
            if (deadlineNanos != Long.MAX_VALUE && System.nanoTime() >= deadlineNanos) {
                return false;
            }
            Thread.sleep(POLL_MS);
            status = status(job);
        }
        if (status != JobStatus.FINISHED) {
            String failure = failure(job);
            int user = failure.indexOf(USER_ERROR);
            throw UserError.failed(
                    user >= 0
                            ? failure.substring(user + USER_ERROR.length())
                            : "expected the trials' Flink job to finish, was " + status + ": " + failure);
        }
        return true;
    }

    private static JobStatus status(JobClient job) throws InterruptedException {
        try {
            return job.getJobStatus().get();
        } catch (ExecutionException e) {
            throw UserError.failed("expected the status of the trials' Flink job, was " + RootCause.of(e), e);
        }
    }

    private static String failure(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return "no reason given";
        } catch (ExecutionException e) {
            return RootCause.of(e);
        } catch (TimeoutException e) {
            return "a reason that did not come";
        }
    }

    private static List<Trial> results(JobClient job, List<AskedTrial> asked) throws InterruptedException {
        try {
            Map<String, Object> accumulators = job.getAccumulators().get();
            List<Trial> trials = new ArrayList<>();
            Set<Integer> missing = new HashSet<>();
            asked.forEach(trial -> missing.add(trial.number()));
            if (accumulators.get(TrialFunction.RESULTS) instanceof List<?> texts) {
                for (Object text : texts) {
                    Trial trial = TrialWire.result(text.toString());
                    // a task that was started anew evaluates again, to the same result
                    if (missing.remove(trial.number())) {
                        trials.add(trial);
                    }
                }
            }
            if (!missing.isEmpty()) {
                throw UserError.failed("expected a result of each trial from Flink, was none of " + missing);
            }
            return trials;
        } catch (ExecutionException | IOException e) {
            throw UserError.failed("expected the results of the trials' Flink job, was " + RootCause.of(e), e);
        }
    }

    /** Cancels and waits a little, so that the next job finds free slots. */
    private static void cancel(JobClient job) {
        boolean interrupted = Thread.interrupted();
        try {
            job.cancel().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            // it has ended by itself, or goes with its cluster
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
