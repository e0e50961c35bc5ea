package io.quorate.job.cli;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --brokers} beside the settings, for commands that talk to Kafka. */
public final class BrokerMixin {
    @Mixin
    private SettingsMixin given = new SettingsMixin();

    @Option(
            names = "--brokers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, comma-separated; wins over the option kafka.bootstrap.")
    private @Nullable String brokers;

    /** The checked settings; throws UserError with every mistake at once. */
    public Settings settings() {
        Settings settings = given.settings();
        return brokers == null ? settings : settings.with(JobOptions.BOOTSTRAP, brokers);
    }
}
