package io.quorate.ensemble;

import java.net.URI;
import java.nio.file.Path;

/** Reads archives from this machine's files, given as a path or a file: URI. */
public final class LocalBundleFetcher implements BundleFetcher {

    @Override
    public byte[] fetch(String uri, long maxBytes) {
        return BundleArchive.bytes(path(uri), maxBytes);
    }

    private static Path path(String uri) {
        try {
            if (uri.startsWith("file:")) {
                return Path.of(URI.create(uri));
            }
            if (!uri.contains("://")) {
                return Path.of(uri);
            }
        } catch (IllegalArgumentException e) {
            throw new BundleRefusedException(BundleRefusal.UNREADABLE, "expected a path or a file: URI, was " + uri, e);
        }
        throw new BundleRefusedException(BundleRefusal.UNREADABLE, "expected a path or a file: URI, was " + uri);
    }
}
