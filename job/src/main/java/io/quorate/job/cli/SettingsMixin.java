package io.quorate.job.cli;

import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config} and {@code --set}, the same in every command that takes settings. */
public final class SettingsMixin {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML or JSON file of options; `quorate options` lists them.")
    private @Nullable Path file;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets one option; repeatable, wins over the file.")
    private List<String> overrides = new ArrayList<>();

    /** The checked settings; throws UserError with every mistake at once. */
    public Settings settings() {
        return Settings.load(file, overrides);
    }
}
