package io.quorate.job.cli;

import io.quorate.job.kafka.Topics;
import io.quorate.job.options.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --create-topics}, in the commands that start the job. */
final class CreateTopicsMixin {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--create-topics",
            paramLabel = "PARTITIONS",
            description = "Create the topics that are missing; the market's and the results' with so many partitions.")
    private @Nullable Integer partitions;

    /** Refuses a number of partitions that cannot be, before anything is asked of a broker. */
    void check() {
        if (partitions != null && partitions < 1) {
            throw new ParameterException(
                    spec.commandLine(), "expected --create-topics with 1 partition or more, was " + partitions);
        }
    }

    /** Creates what is missing when that was asked for; throws UserError when the brokers refuse. */
    void create(Settings settings) {
        if (partitions != null) {
            Topics.create(settings, partitions);
        }
    }
}
