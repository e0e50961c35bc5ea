package io.quorate.job.tune;

import io.quorate.job.fault.UserError;
import io.quorate.tune.Assignment;
import io.quorate.tune.Convergence;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.Sampler;
import io.quorate.tune.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a study from where its store is to its end, a generation at a time: the sampler is asked for a whole generation,
 * which is stored, evaluated, each result stored when it is there; only then is the next one asked. Suggestions and pruning
 * see finished generations alone, so that neither the number of workers nor an interruption changes anything. Generation g
 * is made of trials g·n to g·n + n - 1 whatever the number of trials, so that a study can be prolonged.
 */
public final class StudyRunner {
    private final StudyOptions options;
    private final Sampler sampler;
    private final @Nullable Convergence convergence;
    private final StudyStore store;
    private final TrialWorkers workers;
    private final Consumer<StudyProgress> progress;
    private final List<AskedTrial> asked;
    private final SortedMap<Integer, Trial> told;

    StudyRunner(
            StudyOptions options,
            Sampler sampler,
            @Nullable Convergence convergence,
            StudyStore store,
            TrialWorkers workers,
            Consumer<StudyProgress> progress) {
        this.options = options;
        this.sampler = sampler;
        this.convergence = convergence;
        this.store = store;
        this.workers = workers;
        this.progress = progress;
        StudyStore.Contents contents = store.contents();
        asked = new ArrayList<>(contents.asked());
        told = new TreeMap<>(contents.told());
    }

    /** Runs; an interrupted thread ends it in order, with what was told kept. Throws UserError after too many failures. */
    public StudyEnd run() {
        long deadlineNanos = options.timeout().isZero()
                ? Long.MAX_VALUE
                : System.nanoTime() + options.timeout().toNanos();
        try {
            for (int from = 0; from < options.trials(); from += options.generation()) {
                StudyEnd end = generation(from, deadlineNanos);
                if (end != null) {
                    return end;
                }
            }
        } catch (InterruptedException e) {
            // the interruption is answered by ending, so it is over
            return end(StudyEnd.Stopped.INTERRUPTED, "interrupted after " + told.size() + " trials");
        }
        return end(StudyEnd.Stopped.COMPLETE, "all " + options.trials() + " trials done");
    }

    private @Nullable StudyEnd generation(int from, long deadlineNanos) throws InterruptedException {
        if (asked.size() <= from) {
            String converged = converged();
            if (converged != null) {
                return end(StudyEnd.Stopped.CONVERGED, converged);
            }
            ask(from);
        }
        int to = Math.min(from + options.generation(), options.trials());
        List<AskedTrial> open = asked.subList(from, to).stream()
                .filter(trial -> !told.containsKey(trial.number()))
                .toList();
        if (!open.isEmpty()) {
            boolean inTime = deadlineNanos == Long.MAX_VALUE || System.nanoTime() < deadlineNanos;
            if (!inTime || !workers.run(open, finished(told.headMap(from)), this::tell, deadlineNanos)) {
                return end(StudyEnd.Stopped.TIMEOUT, "time was over after " + told.size() + " trials");
            }
        }
        if (asked.size() <= from + options.generation()) {
            requireSuccess(from, to);
        }
        return null;
    }

    /** Asks for the generation, all of it: its last trials may be beyond the number of trials for now. */
    private void ask(int from) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("before trial " + from);
        }
        List<Assignment> suggested = sampler.ask(finished(told), from, options.generation());
        List<AskedTrial> trials = new ArrayList<>();
        for (int i = 0; i < suggested.size(); i++) {
            trials.add(new AskedTrial(from + i, suggested.get(i)));
        }
        store.ask(trials);
        asked.addAll(trials);
    }

    private void tell(Trial trial) {
        store.tell(trial);
        told.put(trial.number(), trial);
        progress.accept(new StudyProgress(trial, told.size(), options.trials()));
    }

    private @Nullable String converged() {
        return convergence == null || told.isEmpty() ? null : convergence.stopReason(finished(told));
    }

    private static List<FinishedTrial> finished(Map<Integer, Trial> trials) {
        return trials.values().stream().map(Trial::finished).toList();
    }

    /** Throws when too many failures in a row end in these trials. */
    private void requireSuccess(int from, int to) {
        int inARow = 0;
        for (Trial trial : told.headMap(to).values()) {
            inARow = trial.state() == TrialState.FAILED ? inARow + 1 : 0;
            if (inARow >= options.mostFailures() && trial.number() >= from) {
                throw UserError.failed(
                        "expected trials with a result, was " + inARow + " failures in a row; the last, trial "
                                + trial.number() + ": " + trial.finished().reason());
            }
        }
    }

    private StudyEnd end(StudyEnd.Stopped why, String reason) {
        return new StudyEnd(why, reason, List.copyOf(told.values()));
    }
}
