package io.quorate.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Runs a plan in parts: on threads, or a slice of it for whoever adds the slices up. */
public final class Simulation {

    /** Work in one part, so that a part takes some milliseconds. */
    private static final long STEPS_PER_PART = 1 << 22;

    /** Lanes of most tiles: a part of a multiple of it leaves none of them empty. */
    private static final long LANES = 256;

    private static final long LOOK_MS = 200;

    private Simulation() {}

    /**
     * Runs the whole plan.
     *
     * @param threads at least 1; the result does not depend on it
     * @param donePaths told on this thread, now and then, how many paths are done
     * @throws InterruptedException when this thread is interrupted; the work stops then
     */
    public static SimulationTally run(SimulationPlan plan, int threads, LongConsumer donePaths)
            throws InterruptedException {
        AtomicLong nextPath = new AtomicLong();
        AtomicLong done = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<SimulationTally>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> work(plan, nextPath, done)));
            }
            SimulationTally all = new SimulationTally(plan);
            for (Future<SimulationTally> worker : workers) {
                all.add(await(worker, () -> donePaths.accept(done.get())));
            }
            donePaths.accept(done.get());
            return all;
        } finally {
            pool.shutdownNow();
        }
    }

    /** One of several slices of about the same size; their tallies add up to that of the plan. */
    public static SimulationTally slice(SimulationPlan plan, int slice, int slices) {
        SimulationWorker worker = new SimulationWorker(plan);
        worker.run(border(plan, slice, slices), border(plan, slice + 1, slices));
        return worker.tally();
    }

    private static long border(SimulationPlan plan, int slice, int slices) {
        return plan.paths() / slices * slice + plan.paths() % slices * slice / slices;
    }

    private static SimulationTally work(SimulationPlan plan, AtomicLong nextPath, AtomicLong done) {
        SimulationWorker worker = new SimulationWorker(plan);
        long part = Math.max(1, STEPS_PER_PART / plan.steps() / LANES) * LANES;
        long from = nextPath.getAndAdd(part);
        while (from < plan.paths() && !Thread.currentThread().isInterrupted()) {
            long to = Math.min(from + part, plan.paths());
            worker.run(from, to);
            done.addAndGet(to - from);
            from = nextPath.getAndAdd(part);
        }
        return worker.tally();
    }

    private static SimulationTally await(Future<SimulationTally> worker, Runnable look) throws InterruptedException {
        while (true) {
            try {
                return worker.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                look.run();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException("expected the paths to be made, was " + e.getCause(), e);
            }
        }
    }
}
