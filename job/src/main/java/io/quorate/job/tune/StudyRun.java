package io.quorate.job.tune;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Runs a study in a folder, from where it is. */
public final class StudyRun {
    private StudyRun() {}

    /**
     * Runs; returns when all trials are done, nothing gets better, the time is over or the thread is interrupted.
     *
     * <p>Throws UserError when the folder has another study or one that is damaged or in use, when the disk is full, and after
     * too many failures in a row; what was told until then is kept.
     */
    public static StudyEnd run(StudyPlan plan, Path folder, WorkerPlan workers, Consumer<StudyProgress> progress) {
        StudyOptions options = plan.options();
        try (StudyStore store = StudyStore.open(folder, plan.identity(), plan.request());
                TrialWorkers at = workers(plan, workers)) {
            return new StudyRunner(options, plan.sampler(), options.convergence(), store, at, progress).run();
        }
    }

    private static TrialWorkers workers(StudyPlan plan, WorkerPlan workers) {
        PrunerSettings pruner = PrunerSettings.of(plan.options().pruner());
        if (workers.flink()) {
            return new FlinkWorkers(FlinkTarget.of(workers), plan, pruner, workers.workers());
        }
        TrialEvaluation evaluation =
                new TrialEvaluation(plan.objective(), plan.space().constraints());
        return new ThreadWorkers(evaluation, plan.space(), pruner, workers.workers());
    }
}
