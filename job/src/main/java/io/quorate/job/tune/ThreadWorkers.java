package io.quorate.job.tune;

import io.quorate.tune.FinishedTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Evaluates trials on threads of this process. */
final class ThreadWorkers implements TrialWorkers {
    private static final long PATIENCE_SECONDS = 5;
    /** A deadline so far away that nobody waits for it. */
    private static final long LONG_NANOS = TimeUnit.DAYS.toNanos(365);

    private final TrialEvaluation evaluation;
    private final StudySpace space;
    private final PrunerSettings pruner;
    private final ExecutorService threads;

    ThreadWorkers(TrialEvaluation evaluation, StudySpace space, PrunerSettings pruner, int workers) {
        this.evaluation = evaluation;
        this.space = space;
        this.pruner = pruner;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "trial-" + number.incrementAndGet());
            // one that does not give up must not keep the process
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public boolean run(List<AskedTrial> asked, List<FinishedTrial> earlier, Consumer<Trial> told, long deadlineNanos)
            throws InterruptedException {
        CompletionService<Trial> results = new ExecutorCompletionService<>(threads);
        List<Future<Trial>> running = new ArrayList<>();
        PruneRule rule = pruner.rule(earlier);
        try {
            for (AskedTrial trial : asked) {
                running.add(results.submit(() -> evaluation.evaluate(trial, space.complete(trial.suggested()), rule)));
            }
            for (int i = 0; i < asked.size(); i++) {
                long leftNanos = deadlineNanos == Long.MAX_VALUE ? LONG_NANOS : deadlineNanos - System.nanoTime();
                Future<Trial> next = results.poll(Math.max(0, leftNanos), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return false;
                }
                told.accept(result(next));
            }
            return true;
        } finally {
            running.forEach(trial -> trial.cancel(true));
        }
    }

    /** A trial's; what an objective throws is in it, so only a broken process throws here. */
    private static Trial result(Future<Trial> trial) throws InterruptedException {
        try {
            return trial.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("expected a trial that ends by itself, was " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            boolean unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
