package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.control.BundleTrust;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.model.LabelSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] ARCHIVE = BundleWriter.archive(TinyBundles.bundle("one"));

    private final BlockingQueue<ModelState> told = new ArrayBlockingQueue<>(10);
    private final AtomicInteger fetched = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void loadsOnceForAllSubtasksAndForgetsWithTheLastReference() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ModelStore store = store(gate);
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        store.acquire(spec, (s, state) -> told.add(state));
        store.acquire(spec, (s, state) -> told.add(state));
        assertThat(store.ready(spec.sha256())).isNull();
        assertThat(store.state(spec)).isEqualTo(ModelState.LOADING);
        assertThat(store.loaded()).isZero();
        gate.countDown();
        assertThat(next()).isEqualTo(ModelState.READY);
        assertThat(next()).isEqualTo(ModelState.READY);
        EnsembleModel model = store.await(spec, LONG);
        assertThat(store.ready(spec.sha256())).isSameAs(model);
        assertThat(store.loaded()).isOne();
        assertThat(fetched).hasValue(1);
        store.release(spec.sha256());
        store.release(spec.sha256());
        assertThat(store.loaded()).isOne();
        store.release(spec.sha256());
        assertThat(store.loaded()).isZero();
        assertThat(store.ready(spec.sha256())).isNull();
        assertThatIllegalStateException().isThrownBy(() -> store.release(spec.sha256()));
    }

    @Test
    void anAcquiredModelIsToldAtOnce() throws Exception {
        ModelStore store = store(new CountDownLatch(0));
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        store.await(spec, LONG);
        store.acquire(spec, (s, state) -> told.add(state));
        assertThat(told.poll()).isEqualTo(ModelState.READY);
    }

    @Test
    void theLoaderOutlivesTheClassLoaderOfItsFirstCaller() throws Exception {
        BlockingQueue<ClassLoader> used = new ArrayBlockingQueue<>(1);
        CountDownLatch gate = new CountDownLatch(1);
        ModelStore store = store(gate);
        Thread caller = Thread.currentThread();
        ClassLoader own = caller.getContextClassLoader();
        caller.setContextClassLoader(new URLClassLoader(new URL[0], own));
        try {
            store.acquire(
                    spec(TinyBundles.LAYOUT),
                    (s, state) -> used.add(Thread.currentThread().getContextClassLoader()));
        } finally {
            caller.setContextClassLoader(own);
        }
        gate.countDown();
        assertThat(used.poll(LONG.toSeconds(), TimeUnit.SECONDS)).isSameAs(ModelStore.class.getClassLoader());
    }

    @Test
    void anotherLayoutThanAnnouncedIsRefused() throws Exception {
        ModelStore store = store(new CountDownLatch(0));
        store.acquire(spec("other"), (s, state) -> told.add(state));
        ModelState state = next();
        assertThat(state.phase()).isEqualTo(ModelState.Phase.REFUSED);
        assertThat(state.refusal()).isEqualTo(BundleRefusal.LAYOUT_MISMATCH);
        assertThat(state.reason()).isEqualTo("LAYOUT_MISMATCH: expected layout other, was layout-1");
    }

    @Test
    void whatElseWasAnnouncedMustAgreeToo() {
        ModelStore store = store(new CountDownLatch(0));
        EnsembleSpec s = spec(TinyBundles.LAYOUT);
        EnsembleSpec other = new EnsembleSpec(
                s.bundleUri(),
                s.sha256(),
                s.sizeBytes(),
                s.layoutId(),
                LabelSpec.tripleBarrier(10, 2, 3),
                s.memberNames(),
                s.priorWeights());
        assertThat(awaitRefused(store, other).reason()).isEqualTo(BundleRefusal.SPEC_MISMATCH);
        assertThat(store.loaded()).isZero();
    }

    @Test
    void aRefusedBundleMayBeTriedAgainAfterItsRelease() throws Exception {
        byte[][] archive = {new byte[ARCHIVE.length]};
        ModelStore store = new ModelStore((uri, max) -> archive[0], 1 << 20);
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        store.acquire(spec, (s, state) -> told.add(state));
        assertThat(next().refusal()).isEqualTo(BundleRefusal.DIGEST_MISMATCH);
        assertThat(store.loaded()).isZero();
        store.release(spec.sha256());
        archive[0] = ARCHIVE;
        assertThat(store.await(spec, LONG).version()).isEqualTo("one");
    }

    @Test
    void aKnownBundleHasToBeAtItsNewAddressToo() throws Exception {
        ModelStore store = new ModelStore(
                (uri, max) -> {
                    if (uri.equals("mem:absent")) {
                        throw new IOException("gone");
                    }
                    return uri.equals("mem:other") ? new byte[ARCHIVE.length] : ARCHIVE;
                },
                1 << 20);
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        store.await(spec, LONG);
        store.acquire(spec.at("mem:absent"), (s, state) -> told.add(state));
        assertThat(next().refusal()).isEqualTo(BundleRefusal.UNREADABLE);
        store.acquire(spec.at("mem:other"), (s, state) -> told.add(state));
        assertThat(next().refusal()).isEqualTo(BundleRefusal.DIGEST_MISMATCH);
        store.acquire(spec.at("mem:copy"), (s, state) -> told.add(state));
        assertThat(next()).isEqualTo(ModelState.READY);
        assertThat(store.loaded()).isOne();
    }

    @Test
    void failuresOfTheFetcherAreRefusals() {
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        assertThat(awaitRefused(
                                new ModelStore(
                                        (uri, max) -> {
                                            throw new IOException("gone");
                                        },
                                        1 << 20),
                                spec)
                        .reason())
                .isEqualTo(BundleRefusal.UNREADABLE);
        assertThat(awaitRefused(
                                new ModelStore(
                                        (uri, max) -> {
                                            throw new IllegalStateException("bug");
                                        },
                                        1 << 20),
                                spec)
                        .reason())
                .isEqualTo(BundleRefusal.LOAD_FAILED);
        assertThat(awaitRefused(new ModelStore((uri, max) -> Arrays.copyOf(ARCHIVE, 5), 1 << 20), spec)
                        .reason())
                .isEqualTo(BundleRefusal.DIGEST_MISMATCH);
        assertThat(awaitRefused(new ModelStore((uri, max) -> ARCHIVE, 100), spec)
                        .reason())
                .isEqualTo(BundleRefusal.TOO_LARGE);
    }

    @Test
    void waitingTooLongFailsLoudlyAndKeepsNoReference() {
        CountDownLatch gate = new CountDownLatch(1);
        ModelStore store = store(gate);
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        assertThatIllegalStateException()
                .isThrownBy(() -> store.await(spec, Duration.ofMillis(1)))
                .withMessageContaining("expected bundle mem:one within PT0.001S, was still loading");
        assertThat(store.state(spec)).isNull();
        gate.countDown();
    }

    @Test
    void aListenerThatThrowsHurtsNobody() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ModelStore store = store(gate);
        EnsembleSpec spec = spec(TinyBundles.LAYOUT);
        store.acquire(spec, (s, state) -> {
            throw new IllegalStateException("listener");
        });
        store.acquire(spec, (s, state) -> told.add(state));
        gate.countDown();
        assertThat(next()).isEqualTo(ModelState.READY);
    }

    @Test
    void localFilesAreFoundByPathAndByUri() throws IOException {
        Path file = folder.resolve("b 1.zip");
        BundleWriter.writeArchive(TinyBundles.bundle("one"), file);
        EnsembleSpec spec = BundleSpecs.describe(file);
        ModelStore store = new ModelStore(new LocalBundleFetcher(), 1 << 20);
        assertThat(store.await(spec, LONG).sha256()).isEqualTo(spec.sha256());
        LocalBundleFetcher fetcher = new LocalBundleFetcher();
        assertThat(fetcher.fetch(file.toString(), 1 << 20)).isEqualTo(ARCHIVE);
        for (String uri : new String[] {"s3://b/x.zip", "file:relative", "http://x/y"}) {
            assertThat(catchThrowableOfType(BundleRefusedException.class, () -> fetcher.fetch(uri, 1))
                            .reason())
                    .isEqualTo(BundleRefusal.UNREADABLE);
        }
    }

    @Test
    void jobsThatAdmitTheSameShareOneStore() {
        ModelStore first = ModelStore.shared(new LocalBundleFetcher(), 1, BundleTrust.ANYBODY);
        assertThat(ModelStore.shared(new LocalBundleFetcher(), 1, BundleTrust.ANYBODY))
                .isSameAs(first);
        assertThat(ModelStore.shared(new LocalBundleFetcher(), 2, BundleTrust.ANYBODY))
                .isNotSameAs(first);
    }

    private ModelState next() throws InterruptedException {
        ModelState state = told.poll(60, TimeUnit.SECONDS);
        assertThat(state).isNotNull();
        return state;
    }

    private ModelStore store(CountDownLatch gate) {
        return new ModelStore(
                (uri, max) -> {
                    fetched.incrementAndGet();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return ARCHIVE;
                },
                1 << 20);
    }

    private static BundleRefusedException awaitRefused(ModelStore store, EnsembleSpec spec) {
        BundleRefusedException e = catchThrowableOfType(BundleRefusedException.class, () -> store.await(spec, LONG));
        assertThat(e).isNotNull();
        return e;
    }

    private static EnsembleSpec spec(String layoutId) {
        return new EnsembleSpec(
                "mem:one",
                Sha256.of(ARCHIVE),
                ARCHIVE.length,
                layoutId,
                LabelSpec.tripleBarrier(10, 2, 1),
                EnsembleModel.MEMBER_ORDER,
                List.of(0.4, 0.3, 0.2, 0.1));
    }
}
