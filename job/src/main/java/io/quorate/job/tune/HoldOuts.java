package io.quorate.job.tune;

import io.quorate.job.fault.RootCause;
import io.quorate.learn.ProgressListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Evaluates the front on the hold-out. */
final class HoldOuts {
    private HoldOuts() {}

    /** The results by number of the trial, in the front's order. */
    static Map<Integer, HoldOut> of(StudyPlan plan, List<FrontPoint> front, int workers, ProgressListener listener)
            throws InterruptedException {
        TrialObjective objective = plan.objective();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            Map<Integer, Future<HoldOut>> running = new LinkedHashMap<>();
            for (FrontPoint point : front) {
                running.put(point.trial().number(), threads.submit(() -> one(plan, objective, point)));
            }
            Map<Integer, HoldOut> results = new LinkedHashMap<>();
            for (Map.Entry<Integer, Future<HoldOut>> trial : running.entrySet()) {
                listener.progress("hold-out of trial " + trial.getKey(), (double) results.size() / running.size());
                results.put(trial.getKey(), trial.getValue().get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected a hold-out that ends by itself, was " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static HoldOut one(StudyPlan plan, TrialObjective objective, FrontPoint point) throws InterruptedException {
        try {
            TrialOutcome outcome = objective.holdOut(
                    plan.space().complete(point.trial().finished().assignment()));
            return outcome == null ? HoldOut.none("the objective has no hold-out") : new HoldOut(outcome, null);
        } catch (TrialFailedException | RuntimeException e) {
            return HoldOut.none(RootCause.of(e));
        }
    }
}
