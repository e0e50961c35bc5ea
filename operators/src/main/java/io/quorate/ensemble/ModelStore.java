package io.quorate.ensemble;

import io.quorate.control.BundleTrust;
import io.quorate.schema.control.EnsembleSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a process, loaded once per digest off the caller's thread and shared by its subtasks.
 *
 * <p>Every {@link #acquire} and every {@link #await} that returns takes one reference, given back by {@link #release};
 * a model without references is forgotten, a refused bundle likewise, so that it may be tried again. One loader thread,
 * a daemon that ends when idle. Thread-safe.
 */
public final class ModelStore {
    private static final Logger LOG = LoggerFactory.getLogger(ModelStore.class);
    private static final long IDLE_SECONDS = 5;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    private static final Map<Admission, ModelStore> PROCESS = new HashMap<>();

    private final BundleFetcher fetcher;
    private final Admission admission;
    private final ThreadPoolExecutor loader;
    private final Map<String, Entry> entries = new HashMap<>();

    /** What a job lets in; jobs that differ in it do not share models. */
    private record Admission(long maxBytes, BundleTrust trust) {}

    /** A store that lets everybody's bundles in. */
    public ModelStore(BundleFetcher fetcher, long maxBytes) {
        this(fetcher, maxBytes, BundleTrust.ANYBODY);
    }

    public ModelStore(BundleFetcher fetcher, long maxBytes, BundleTrust trust) {
        this.fetcher = fetcher;
        this.admission = new Admission(maxBytes, trust);
        this.loader = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ModelStore::loaderThread);
        loader.allowCoreThreadTimeOut(true);
    }

    /** The store of this process for jobs with this size limit and trust; the first caller's fetcher is used. */
    public static ModelStore shared(BundleFetcher fetcher, long maxBytes, BundleTrust trust) {
        synchronized (PROCESS) {
            return PROCESS.computeIfAbsent(
                    new Admission(maxBytes, trust), key -> new ModelStore(fetcher, maxBytes, trust));
        }
    }

    /**
     * Takes a reference and starts loading unless the bundle is known. A known one at another address has to be there,
     * too: after a restart it is read from there.
     *
     * @param done told READY or REFUSED once, on the loader's thread or at once on the caller's; must not throw
     */
    public void acquire(EnsembleSpec spec, BiConsumer<EnsembleSpec, ModelState> done) {
        CompletableFuture<EnsembleModel> loading = reference(spec, false);
        if (knownElsewhere(spec)) {
            loading = loading.thenApplyAsync(
                    model -> {
                        BundleReader.requireDigest(spec.sha256(), Sha256.of(archive(spec)));
                        return model;
                    },
                    loader);
        }
        var unused = loading.handle((model, failure) -> {
            ModelState state = state(spec, model, failure);
            try {
                done.accept(spec, state);
            } catch (RuntimeException e) {
                LOG.error("bundle={} state={} listener failed", spec.sha256(), state.phase(), e);
            }
            return state;
        });
    }

    /**
     * Waits for the bundle and takes a reference; none is kept when it throws. A refusal of before does not count.
     *
     * @throws BundleRefusedException if the bundle is refused
     * @throws IllegalStateException if it is not ready in time
     */
    public EnsembleModel await(EnsembleSpec spec, Duration timeout) {
        boolean ready = false;
        CompletableFuture<EnsembleModel> loading = reference(spec, true);
        try {
            EnsembleModel model = loading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            requireTrust(spec);
            BundleSpecs.requireAgreement(spec, model);
            ready = true;
            return model;
        } catch (ExecutionException e) {
            BundleRefusedException refusal = refusal(e.getCause());
            throw new BundleRefusedException(
                    refusal.reason(), refusal.detail() + " (" + spec.bundleUri() + ")", refusal);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "expected bundle " + spec.bundleUri() + " within " + timeout + ", was still loading", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "expected bundle " + spec.bundleUri() + ", was interrupted while waiting for it", e);
        } finally {
            if (!ready) {
                release(spec.sha256());
            }
        }
    }

    /**
     * As {@link #await}, but asks again for a bundle that could not be read, until the time is over: what is committed
     * has to come back.
     */
    public EnsembleModel awaitReadable(EnsembleSpec spec, Duration timeout) {
        CompletableFuture<Boolean> deadline =
                new CompletableFuture<Boolean>().completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);
        for (long pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
            try {
                return await(spec, timeout);
            } catch (BundleRefusedException e) {
                if (e.reason() != BundleRefusal.UNREADABLE || over(deadline, pauseMs)) {
                    throw e;
                }
                LOG.warn("bundle={} committed and not readable, asked for again: {}", spec.sha256(), e.detail());
            }
        }
    }

    /** Waits; true if the deadline has come. */
    private static boolean over(CompletableFuture<Boolean> deadline, long pauseMs) {
        try {
            return deadline.get(pauseMs, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected a deadline, was a failure", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a bundle", e);
        }
    }

    /** Stores that are not asked for now, because they failed too often. */
    public int storesShutOut() {
        return fetcher.storesShutOut();
    }

    /**
     * Gives one reference back.
     *
     * @throws IllegalStateException if none was taken
     */
    public synchronized void release(String sha256) {
        Entry entry = entries.get(sha256);
        if (entry == null) {
            throw new IllegalStateException("expected a reference to bundle " + sha256 + ", was none");
        }
        if (--entry.references == 0) {
            entries.remove(sha256);
        }
    }

    /** The model if it is loaded, without waiting; null while loading, when refused or unknown. */
    public synchronized @Nullable EnsembleModel ready(String sha256) {
        Entry entry = entries.get(sha256);
        return entry != null && entry.isReady() ? entry.loading.join() : null;
    }

    /** How far an acquired bundle is; null when nobody holds a reference. */
    public synchronized @Nullable ModelState state(EnsembleSpec spec) {
        Entry entry = entries.get(spec.sha256());
        if (entry == null) {
            return null;
        }
        if (!entry.loading.isDone()) {
            return ModelState.LOADING;
        }
        return entry.loading
                .handle((model, failure) -> state(spec, model, failure))
                .join();
    }

    /** Models ready to score. */
    public synchronized int loaded() {
        int ready = 0;
        for (Entry entry : entries.values()) {
            ready += entry.isReady() ? 1 : 0;
        }
        return ready;
    }

    private synchronized CompletableFuture<EnsembleModel> reference(EnsembleSpec spec, boolean again) {
        Entry entry = entries.computeIfAbsent(spec.sha256(), sha256 -> new Entry(spec.bundleUri(), loading(spec)));
        if (again && entry.loading.isCompletedExceptionally()) {
            entry.loading = loading(spec);
        }
        entry.references++;
        return entry.loading;
    }

    private CompletableFuture<EnsembleModel> loading(EnsembleSpec spec) {
        return CompletableFuture.supplyAsync(() -> load(spec), loader);
    }

    private synchronized boolean knownElsewhere(EnsembleSpec spec) {
        Entry entry = entries.get(spec.sha256());
        return entry != null && !entry.uri.equals(spec.bundleUri());
    }

    private EnsembleModel load(EnsembleSpec spec) {
        return BundleReader.read(archive(spec), spec.sha256(), admission.maxBytes());
    }

    private byte[] archive(EnsembleSpec spec) {
        long maxBytes = admission.maxBytes();
        if (spec.sizeBytes() > maxBytes) {
            throw BundleArchive.tooLarge(maxBytes, spec.sizeBytes());
        }
        requireTrust(spec);
        try {
            // a file that has grown beyond what was announced is not brought either
            byte[] archive = fetcher.fetch(spec.bundleUri(), Math.min(maxBytes, spec.sizeBytes()));
            if (archive.length != spec.sizeBytes()) {
                throw new BundleRefusedException(
                        BundleRefusal.DIGEST_MISMATCH,
                        "expected " + spec.sizeBytes() + " bytes, was " + archive.length);
            }
            return archive;
        } catch (IOException e) {
            throw new BundleRefusedException(
                    BundleRefusal.UNREADABLE, "expected to read " + spec.bundleUri() + ", was " + e, e);
        }
    }

    private void requireTrust(EnsembleSpec spec) {
        String problem = admission.trust().problem(spec);
        if (problem != null) {
            throw new BundleRefusedException(
                    spec.signature() == null ? BundleRefusal.UNSIGNED : BundleRefusal.BAD_SIGNATURE, problem);
        }
    }

    private ModelState state(EnsembleSpec spec, @Nullable EnsembleModel model, @Nullable Throwable failure) {
        if (model == null) {
            return ModelState.refused(refusal(failure));
        }
        try {
            requireTrust(spec);
            BundleSpecs.requireAgreement(spec, model);
            return ModelState.READY;
        } catch (BundleRefusedException e) {
            return ModelState.refused(e);
        }
    }

    private static BundleRefusedException refusal(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof BundleRefusedException refusal
                ? refusal
                : new BundleRefusedException(
                        BundleRefusal.LOAD_FAILED, "expected the loader to finish, was " + cause, cause);
    }

    private static Thread loaderThread(Runnable work) {
        Thread thread = new Thread(work, "bundle-loader");
        thread.setDaemon(true);
        // it outlives the task that was the first to need it, and that task's class loader
        thread.setContextClassLoader(ModelStore.class.getClassLoader());
        return thread;
    }

    private static final class Entry {
        final String uri;
        CompletableFuture<EnsembleModel> loading;
        int references;

        Entry(String uri, CompletableFuture<EnsembleModel> loading) {
            this.uri = uri;
            this.loading = loading;
        }

        boolean isReady() {
            return loading.isDone() && !loading.isCompletedExceptionally();
        }
    }
}
