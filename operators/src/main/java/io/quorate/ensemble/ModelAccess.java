package io.quorate.ensemble;

import io.quorate.control.BundleTrust;
import io.quorate.feature.FeatureLayout;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a scoring subtask gets at bundles; serialised with the job graph.
 *
 * @param fetcher brings their bytes
 * @param maxBytes largest bundle
 * @param timeout wait for a committed bundle after a restart
 * @param trust whose bundles are loaded
 * @param layout columns of the rows that are scored; null for those of each bundle
 */
public record ModelAccess(
        Fetcher fetcher,
        long maxBytes,
        Duration timeout,
        BundleTrust trust,
        @Nullable FeatureLayout layout) implements Serializable {

    /** Access to everybody's bundles, for rows in the columns of each bundle. */
    public ModelAccess(Fetcher fetcher, long maxBytes, Duration timeout) {
        this(fetcher, maxBytes, timeout, BundleTrust.ANYBODY, null);
    }

    /** A fetcher that travels with the job. */
    public interface Fetcher extends BundleFetcher, Serializable {}

    /** Reads bundles from local files. */
    public static ModelAccess local(long maxBytes, Duration timeout) {
        return new ModelAccess((uri, limit) -> new LocalBundleFetcher().fetch(uri, limit), maxBytes, timeout);
    }

    /** A shelf on the store of this process. */
    public ModelShelf open() {
        ModelShelf shelf = new ModelShelf(ModelStore.shared(fetcher, maxBytes, trust), timeout);
        if (layout != null) {
            shelf.forRowsOf(layout);
        }
        return shelf;
    }
}
