package io.quorate.ensemble;

import io.quorate.control.BundleTrust;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a scoring subtask gets at bundles; serialised with the job graph.
 *
 * @param fetcher brings their bytes
 * @param maxBytes largest bundle
 * @param timeout wait for a committed bundle after a restart
 * @param trust whose bundles are loaded
 */
public record ModelAccess(Fetcher fetcher, long maxBytes, Duration timeout, BundleTrust trust) implements Serializable {

    /** Access to everybody's bundles. */
    public ModelAccess(Fetcher fetcher, long maxBytes, Duration timeout) {
        this(fetcher, maxBytes, timeout, BundleTrust.ANYBODY);
    }

    /** A fetcher that travels with the job. */
    public interface Fetcher extends BundleFetcher, Serializable {}

    /** Reads bundles from local files. */
    public static ModelAccess local(long maxBytes, Duration timeout) {
        return new ModelAccess((uri, limit) -> new LocalBundleFetcher().fetch(uri, limit), maxBytes, timeout);
    }

    /** A shelf on the store of this process. */
    public ModelShelf open() {
        return new ModelShelf(ModelStore.shared(fetcher, maxBytes, trust), timeout);
    }
}
