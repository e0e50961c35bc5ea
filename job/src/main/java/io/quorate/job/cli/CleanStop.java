package io.quorate.job.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs work that Ctrl-C ends in order: the working thread is interrupted, and the process leaves when it has put
 * everything away.
 */
final class CleanStop {

    private static final long PATIENCE_SECONDS = 30;

    private CleanStop() {}

    /**
     * Does the work on the calling thread.
     *
     * @return its result; null when it was told to stop
     */
    static <T> @org.jspecify.annotations.Nullable T run(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    worker.interrupt();
                    await(done);
                },
                "clean-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } catch (InterruptedException e) {
            return null;
        } finally {
            done.countDown();
            if (hook.getState() == Thread.State.NEW) {
                forget(hook);
            }
        }
    }

    private static void await(CountDownLatch done) {
        try {
            boolean unused = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is leaving already
        }
    }
}
