package io.quorate.backtest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do jobs; the caller is one of them while it waits. With one thread everything is done by the caller.
 *
 * <p>What the caller wrote before {@link #submit} a job sees, and what jobs wrote the caller sees after {@link #await}.
 */
final class WorkCrew implements AutoCloseable {

    /** Something to do by a worker, numbered from 0: the caller. */
    @FunctionalInterface
    interface Job {
        void run(int worker);
    }

    /** Jobs that are waited for together. */
    static final class Batch {
        private int open;
        private @Nullable Throwable failure;
    }

    private record Entry(Batch batch, Job job) {}

    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    WorkCrew(int size) {
        for (int worker = 1; worker < size; worker++) {
            int number = worker;
            Thread thread = new Thread(() -> work(number), "backtest-" + number);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    int size() {
        return threads.size() + 1;
    }

    /** Adds a job behind the others. */
    synchronized void submit(Batch batch, Job job) {
        batch.open++;
        queue.addLast(new Entry(batch, job));
        notifyAll();
    }

    /** Adds a job before the others. */
    synchronized void submitFirst(Batch batch, Job job) {
        batch.open++;
        queue.addFirst(new Entry(batch, job));
        notifyAll();
    }

    /** Works until every job of the batch is done; throws what the first of them threw that failed. */
    void await(Batch batch) {
        for (Entry next = take(batch); next != null; next = take(batch)) {
            run(next, 0);
        }
        rethrow(batch.failure);
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** The next job of any batch; null when the batch is done. */
    private synchronized @Nullable Entry take(Batch batch) {
        boolean interrupted = false;
        try {
            while (batch.open > 0 && queue.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return batch.open == 0 ? null : queue.pollFirst();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work(int worker) {
        for (Entry next = take(); next != null; next = take()) {
            run(next, worker);
        }
    }

    private synchronized @Nullable Entry take() {
        while (queue.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                return null;
            }
        }
        return closed ? null : queue.pollFirst();
    }

    private void run(Entry entry, int worker) {
        Throwable failure = null;
        try {
            entry.job.run(worker);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        synchronized (this) {
            entry.batch.open--;
            if (entry.batch.failure == null) {
                entry.batch.failure = failure;
            }
            notifyAll();
        }
    }

    /** Sends the threads home; jobs not begun are dropped. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            queue.clear();
            notifyAll();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
