package io.quorate.job.tune;

import org.jspecify.annotations.Nullable;

/**
 * Where trials are evaluated; changes no result.
 *
 * @param workers trials at the same time
 * @param flink whether each generation is a Flink job
 * @param jobManager HOST:PORT of a cluster's REST interface; null = a cluster in this process
 */
public record WorkerPlan(
        int workers, boolean flink, @Nullable String jobManager) {
    private static final int MOST = 1024;

    public WorkerPlan {
        if (workers < 1 || workers > MOST) {
            throw new IllegalArgumentException("expected --workers from 1 to " + MOST + ", was " + workers);
        }
        if (jobManager != null && !flink) {
            throw new IllegalArgumentException("expected --jobmanager only with --flink, was without");
        }
        if (jobManager != null && !jobManager.matches(".+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("expected --jobmanager HOST:PORT, was " + jobManager);
        }
    }

    /** Threads of this process. */
    public static WorkerPlan threads(int workers) {
        return new WorkerPlan(workers, false, null);
    }
}
