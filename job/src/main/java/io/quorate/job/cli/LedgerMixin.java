package io.quorate.job.cli;

import io.quorate.job.kafka.Brokers;
import io.quorate.job.ledger.LedgerSource;
import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which ledger a command reads: exported files, or the topic. */
final class LedgerMixin {
    @Mixin
    private BrokerMixin brokers = new BrokerMixin();

    @Option(
            names = "--input",
            paramLabel = "PATH",
            description = "Exported ledger: a file or folder of .jsonl, .jsonl.gz or .parquet; repeatable. The ledger"
                    + " topic unless given.")
    private List<Path> input = new ArrayList<>();

    /** The checked settings; throws UserError with every mistake at once. */
    Settings settings() {
        return brokers.settings();
    }

    /** The ledger; throws UserError when its topic cannot be reached. */
    LedgerSource source() {
        if (!input.isEmpty()) {
            return LedgerSource.files(input);
        }
        Settings settings = settings();
        Brokers.requireReachable(settings);
        return LedgerSource.topic(settings);
    }
}
