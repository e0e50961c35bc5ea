package io.quorate.job.bench;

import io.quorate.job.fault.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement does. Throws UserError with every mistake at once.
 *
 * @param symbols synthetic symbols in the market
 * @param partitions partitions of the market topic
 * @param portfolios portfolios that share the symbols out among them, each symbol in one
 * @param everySymbol each portfolio covers every symbol instead; only in memory
 * @param parallelism subtasks of each parallel operator
 * @param rate records a second: sent in the paced mode, of event time in the others
 * @param seconds measured time of the paced modes, of each span with a venue
 * @param warmUpSeconds time before it that does not count
 * @param records records of the full-speed modes
 * @param watchLedger whether the paced mode also reads the ledger, which costs CPU
 * @param bundle archive to score with; null to train one
 * @param brokers Kafka to use; null for one in this process
 */
public record BenchPlan(
        int symbols,
        int partitions,
        int portfolios,
        boolean everySymbol,
        int parallelism,
        int rate,
        int seconds,
        int warmUpSeconds,
        int records,
        boolean watchLedger,
        @Nullable Path bundle,
        @Nullable String brokers) {

    public BenchPlan {
        List<String> wrong = new ArrayList<>();
        check(wrong, "--symbols", symbols, 1, 1_000);
        check(wrong, "--partitions", partitions, 1, 64);
        check(wrong, "--portfolios", portfolios, 1, everySymbol ? 1_000 : symbols);
        check(wrong, "--parallelism", parallelism, 1, 64);
        check(wrong, "--rate", rate, 1, 1_000_000);
        check(wrong, "--seconds", seconds, 1, 86_400);
        check(wrong, "--warm-up", warmUpSeconds, 0, 3_600);
        check(wrong, "--records", records, 1_000, 100_000_000);
        if (!wrong.isEmpty()) {
            throw UserError.wrongUse(wrong);
        }
    }

    /** Decisions that follow from a record. */
    int decisionsEach() {
        return everySymbol ? portfolios : 1;
    }

    private static void check(List<String> wrong, String option, int value, int least, int most) {
        if (value < least || value > most) {
            wrong.add(option + ": expected " + least + " to " + most + ", was " + value);
        }
    }
}
