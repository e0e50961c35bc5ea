package io.quorate.job.tune;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values that are functions of their keys, made once by whoever asks first while others wait, the least recently asked for
 * given up beyond a weight. What is given up or failed is made again, so that nothing depends on it. Thread-safe.
 */
final class BoundedCache<K, V> {
    private final long mostWeight;
    private final ToLongFunction<V> weigher;
    private final LinkedHashMap<K, FutureTask<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<K, Long> weights = new HashMap<>();
    private long weight;
    private long made;
    private long asked;

    BoundedCache(long mostWeight, ToLongFunction<V> weigher) {
        this.mostWeight = mostWeight;
        this.weigher = weigher;
    }

    /** The value of a key; throws what {@code make} throws, if that is no checked exception. */
    V get(K key, Callable<V> make) throws InterruptedException {
        while (true) {
            FutureTask<V> own = new FutureTask<>(make);
            FutureTask<V> known = known(key, own);
            if (known == null) {
                own.run();
                settle(key, own);
            }
            try {
                return (known == null ? own : known).get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error failure) {
                    throw failure;
                }
                boolean othersInterrupt = known != null && e.getCause() instanceof InterruptedException;
                if (!othersInterrupt) {
                    throw interruptOr(e);
                }
            }
        }
    }

    private static InterruptedException interruptOr(ExecutionException e) {
        if (e.getCause() instanceof InterruptedException interrupt) {
            return interrupt;
        }
        throw new IllegalStateException("expected a value, was " + e.getCause(), e.getCause());
    }

    private synchronized @Nullable FutureTask<V> known(K key, FutureTask<V> own) {
        asked++;
        FutureTask<V> known = entries.get(key);
        if (known == null) {
            made++;
            entries.put(key, own);
        }
        return known;
    }

    private synchronized void settle(K key, FutureTask<V> task) {
        try {
            long added = weigher.applyAsLong(task.get());
            weights.put(key, added);
            weight += added;
        } catch (ExecutionException e) {
            entries.remove(key);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entries.remove(key);
            return;
        }
        Iterator<K> eldest = entries.keySet().iterator();
        while (weight > mostWeight && eldest.hasNext()) {
            K candidate = eldest.next();
            Long freed = candidate.equals(key) ? null : weights.remove(candidate);
            if (freed != null) {
                weight -= freed;
                eldest.remove();
            }
        }
    }

    /** Values made so far. */
    synchronized long made() {
        return made;
    }

    /** Values asked for so far. */
    synchronized long asked() {
        return asked;
    }

    synchronized long weight() {
        return weight;
    }
}
