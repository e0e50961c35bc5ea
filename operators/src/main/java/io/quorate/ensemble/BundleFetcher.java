package io.quorate.ensemble;

import java.io.IOException;

/** Brings the bytes of an archive from its address. Called by the loader's thread, never by a task's. */
@FunctionalInterface
public interface BundleFetcher {

    /**
     * The whole archive.
     *
     * @param uri address as announced
     * @param maxBytes greatest size; nothing larger is brought
     * @throws BundleRefusedException TOO_LARGE, or UNREADABLE for an address it does not know
     * @throws IOException if reading fails
     */
    byte[] fetch(String uri, long maxBytes) throws IOException;

    /** Stores that are not asked for now, because they failed too often. */
    default int storesShutOut() {
        return 0;
    }
}
