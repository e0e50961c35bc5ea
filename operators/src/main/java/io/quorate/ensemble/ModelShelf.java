package io.quorate.ensemble;

import io.quorate.feature.FeatureLayout;
import io.quorate.schema.control.EnsembleSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The bundles one scorer holds on to: those of the epochs it may still need and of the candidates it was asked to load.
 * Not thread-safe; the store behind it is.
 */
public final class ModelShelf implements AutoCloseable {

    private final ModelStore store;
    private final Duration timeout;
    private final Map<String, EnsembleSpec> held = new HashMap<>();
    private @Nullable EnsembleModel last;
    private Consumer<EnsembleSpec> waiting = spec -> {};
    private Consumer<EnsembleSpec> found = spec -> {};
    private volatile @Nullable FeatureLayout layout;

    public ModelShelf(ModelStore store, Duration timeout) {
        this.store = store;
        this.timeout = timeout;
    }

    /** Who is told that a committed model has to be waited for, and that it is there. Called by {@link #model}. */
    public void whenWaiting(Consumer<EnsembleSpec> begins, Consumer<EnsembleSpec> ends) {
        waiting = begins;
        found = ends;
    }

    /**
     * Gives models for rows of this layout from now on: a bundle of the same layout whose columns are in another order is
     * mapped by name, one that lacks a column is refused.
     */
    public void forRowsOf(FeatureLayout rows) {
        layout = rows;
        last = null;
    }

    private EnsembleModel fitted(EnsembleModel model) {
        FeatureLayout rows = layout;
        return rows == null || !rows.id().equals(model.layoutId()) ? model : model.inOrder(rows.names());
    }

    private ModelState fitted(EnsembleSpec spec, ModelState state) {
        EnsembleModel model = state.phase() == ModelState.Phase.READY ? store.ready(spec.sha256()) : null;
        if (model != null) {
            try {
                fitted(model);
            } catch (BundleRefusedException e) {
                return ModelState.refused(e);
            }
        }
        return state;
    }

    /** Starts loading a candidate and tells how it went, from another thread. The shelf keeps it until told otherwise. */
    public void load(EnsembleSpec spec, BiConsumer<EnsembleSpec, ModelState> done) {
        boolean added = held.putIfAbsent(spec.sha256(), spec) == null;
        store.acquire(spec, (loaded, state) -> done.accept(loaded, fitted(loaded, state)));
        if (!added) {
            store.release(spec.sha256());
        }
    }

    /** Keeps these bundles, starting to load what is new, and gives the others back. */
    public void keep(Collection<EnsembleSpec> wanted) {
        Set<String> digests = new HashSet<>();
        for (EnsembleSpec spec : wanted) {
            digests.add(spec.sha256());
            if (held.putIfAbsent(spec.sha256(), spec) == null) {
                store.acquire(spec, (s, state) -> {});
            }
        }
        held.keySet().removeIf(sha256 -> {
            boolean unwanted = !digests.contains(sha256);
            if (unwanted) {
                store.release(sha256);
            }
            return unwanted;
        });
        EnsembleModel current = last;
        if (current != null && !digests.contains(current.sha256())) {
            last = null;
        }
    }

    /**
     * The model of a committed epoch; waits for it after a restart, because no other may score in its place.
     *
     * @throws BundleRefusedException if it can no longer be loaded as it was committed
     * @throws IllegalStateException if it is not there in time
     */
    public EnsembleModel model(EnsembleSpec spec) {
        EnsembleModel current = last;
        if (current != null && current.sha256().equals(spec.sha256())) {
            return current;
        }
        EnsembleModel ready = store.ready(spec.sha256());
        if (ready == null) {
            waiting.accept(spec);
            ready = store.awaitReadable(spec, timeout);
            found.accept(spec);
            if (held.putIfAbsent(spec.sha256(), spec) != null) {
                store.release(spec.sha256());
            }
        }
        EnsembleModel model = fitted(ready);
        last = model;
        return model;
    }

    /** The model if it is loaded; never waits. */
    public @Nullable EnsembleModel ready(EnsembleSpec spec) {
        EnsembleModel model = store.ready(spec.sha256());
        return model == null ? null : fitted(model);
    }

    /** Stores that are not asked for now, because they failed too often. */
    public int storesShutOut() {
        return store.storesShutOut();
    }

    /** Models loaded in this process. */
    public int loaded() {
        return store.loaded();
    }

    @Override
    public void close() {
        held.keySet().forEach(store::release);
        held.clear();
        last = null;
    }
}
