package io.quorate.job.cli;

import io.quorate.feature.GapRule;
import io.quorate.feature.TradingSession;
import io.quorate.job.batch.BarRows;
import io.quorate.job.training.HistoryOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trades to bars. */
@Command(
        name = "bars",
        description = {
            "Builds bars from trades: symbol,ts_ms,price,size[,id][,venue]; other columns are ignored.",
            "A bar bears its open time, and a window without a trade has none. Trades with equal ids are one."
        })
public final class BarsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BatchMixin batch = new BatchMixin();

    @Option(
            names = "--interval",
            required = true,
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Length of a bar, 1ms to 7d.")
    private Duration interval = Duration.ZERO;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "How far a trade may be behind the newest of its symbol; one beyond is dropped and counted,"
                    + " with 0 it is an error (default: ${DEFAULT-VALUE}).")
    private Duration lateness = Duration.ZERO;

    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description =
                    "Fill missing bars inside, 'America/New_York MON-FRI 09:30-16:00' say: the close before, volume"
                            + " 0, column filled = 1.")
    private @Nullable String session;

    @Option(
            names = "--stale-after",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Add a column stale: 1 for a bar whose last trade is older than this at its close, and for a"
                    + " filled one.")
    private @Nullable Duration staleAfter;

    @Override
    public Integer call() {
        if (interval.toMillis() < 1 || interval.compareTo(Duration.ofDays(7)) > 0 || lateness.isNegative()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --interval of 1ms to 7d and --lateness of 0 or more, was " + interval.toMillis()
                            + " ms and " + lateness.toMillis() + " ms");
        }
        return batch.run(
                new BarRows(interval.toMillis(), lateness.toMillis(), HistoryOptions.DEDUPE, gaps(), staleAfterMs()),
                spec.commandLine());
    }

    private long staleAfterMs() {
        if (staleAfter == null) {
            return 0;
        }
        if (staleAfter.toMillis() < 1) {
            throw new ParameterException(
                    spec.commandLine(), "expected --stale-after of 1ms or more, was " + staleAfter.toMillis() + " ms");
        }
        return staleAfter.toMillis();
    }

    private GapRule gaps() {
        try {
            return session == null ? GapRule.NONE : new GapRule(TradingSession.parse(session), 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--session: " + e.getMessage());
        }
    }
}
