package io.quorate.job.cli;

import io.quorate.job.registry.AliasChange;
import io.quorate.job.registry.RegisteredBundle;
import java.time.Instant;

/** Records of a registry for people. */
final class RegistryText {
    private static final int DIGEST_SHOWN = 12;

    private RegistryText() {}

    static String of(RegisteredBundle b) {
        return "version " + b.version() + "  " + b.sha256().substring(0, DIGEST_SHOWN) + "  " + b.sizeBytes()
                + " bytes  " + b.label().target() + " over " + b.label().horizonSamples() + " samples  layout "
                + b.layoutId() + "  trained to " + Instant.ofEpochMilli(b.trainedToMs()) + "  "
                + by(b.author(), b.reason(), b.atMs());
    }

    static String of(AliasChange c) {
        return c.alias() + " -> version " + c.version() + "  " + by(c.author(), c.reason(), c.atMs());
    }

    private static String by(String author, String reason, long atMs) {
        return "by " + author + " at " + Instant.ofEpochMilli(atMs) + (reason.isEmpty() ? "" : " because " + reason);
    }
}
