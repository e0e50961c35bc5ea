package io.quorate.job.cli;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.Entry;
import io.quorate.job.registry.RegisteredBundle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The registry a command works on. */
final class RegistryMixin {
    @Option(
            names = "--registry",
            required = true,
            paramLabel = "URI",
            description = "Directory of the registry: a path, or an address Flink has a file system for.")
    private String uri = "";

    BundleRegistry open() {
        return BundleRegistry.at(uri, Settings.defaults().get(JobOptions.MODEL_MAX));
    }

    /** Who, why and when, for commands that write. */
    static final class By {
        @Option(names = "--author", paramLabel = "NAME", description = "Who; the user of this machine unless given.")
        private String author = System.getProperty("user.name", "unknown");

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @Option(
                names = "--at",
                paramLabel = "TIME",
                converter = OriginMixin.EventTime.class,
                description = "When, epoch ms or ISO-8601; now unless given.")
        private @Nullable Long atMs;

        Entry entry() {
            return new Entry(author, reason, atMs == null ? System.currentTimeMillis() : atMs);
        }
    }

    /** One version, by number or by alias. */
    static final class Which {
        @Option(names = "--bundle-version", required = true, paramLabel = "N", description = "Version in the registry.")
        private @Nullable Long version;

        @Option(names = "--alias", required = true, paramLabel = "NAME", description = "Alias: live, shadow, another.")
        private @Nullable String alias;

        RegisteredBundle of(BundleRegistry registry) {
            return alias != null ? registry.alias(alias) : registry.version(version == null ? 0 : version);
        }
    }
}
