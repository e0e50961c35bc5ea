package io.quorate.job.drill;

import io.quorate.job.cluster.JavaProcess;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Does the faults, and undoes what has to be undone. */
final class FaultInjection {
    private static final long PAUSE_MS = 14_000;
    private static final long BROKER_AWAY_MS = 3_000;
    private static final long READ_ONLY_MS = 10_000;
    private static final long STORM_MEAN_MS = 8_000;
    private static final int[] PARALLELISMS = {4, 2};

    private final DrillSite site;
    private final DrillPlan plan;
    private final Random random;

    FaultInjection(DrillSite site, DrillPlan plan) {
        this.site = site;
        this.plan = plan;
        this.random = new Random(plan.seed());
    }

    /** How many faults one call of {@link #inject} is. */
    int count(Fault fault) {
        return switch (fault) {
            case TASKMANAGER_STORM -> plan.storm();
            case RESCALE -> PARALLELISMS.length;
            default -> 1;
        };
    }

    /** Does it and returns when it is over; the job may still be recovering. */
    void inject(Fault fault) throws InterruptedException {
        switch (fault) {
            case TASKMANAGER_KILL -> killTaskManager();
            case TASKMANAGER_STORM -> storm();
            case TASKMANAGER_PAUSE -> pauseTaskManager();
            case JOBMANAGER_KILL -> killJobManager();
            case BROKER_KILL -> killBroker();
            case CHECKPOINTS_READ_ONLY -> blockCheckpoints();
            case RESCALE -> rescale();
        }
    }

    /** One that has tasks: the loss of another is not felt. */
    private int chosen() throws InterruptedException {
        int[] busy = site.busyTaskManagers();
        return busy[random.nextInt(busy.length)];
    }

    private void killTaskManager() throws InterruptedException {
        int number = chosen();
        site.cluster().folder().taskManager(number).kill();
        site.cluster().startTaskManager(number);
    }

    private void storm() throws InterruptedException {
        for (int i = 0; i < plan.storm(); i++) {
            killTaskManager();
            TimeUnit.MILLISECONDS.sleep(500 + random.nextLong(2 * STORM_MEAN_MS));
        }
    }

    private void pauseTaskManager() throws InterruptedException {
        JavaProcess paused = site.cluster().folder().taskManager(chosen());
        paused.signal("STOP");
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        paused.signal("CONT");
    }

    private void killJobManager() throws InterruptedException {
        site.cluster().folder().jobManager().kill();
        site.cluster().startJobManager();
    }

    private void killBroker() throws InterruptedException {
        site.broker().process().kill();
        TimeUnit.MILLISECONDS.sleep(BROKER_AWAY_MS);
        site.broker().start(0, Map.of());
    }

    private void blockCheckpoints() throws InterruptedException {
        Path folder = site.cluster().folder().checkpoints().resolve(site.job().id());
        try {
            ReadOnly held = ReadOnly.make(folder);
            try {
                TimeUnit.MILLISECONDS.sleep(READ_ONLY_MS);
            } finally {
                held.close();
            }
        } catch (IOException e) {
            throw UserError.failed("expected to take the right to write from " + folder + ", was " + e.getMessage(), e);
        }
    }

    private void rescale() throws InterruptedException {
        for (int parallelism : PARALLELISMS) {
            String savepoint = site.job().stop(null);
            site.submit(parallelism, savepoint);
        }
    }
}
