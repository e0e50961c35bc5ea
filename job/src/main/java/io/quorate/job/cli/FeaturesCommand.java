package io.quorate.job.cli;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.HigherTimeframe;
import io.quorate.job.batch.FeatureRows;
import io.quorate.job.options.TimeframeText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bars to features. */
@Command(
        name = "features",
        description = {
            "Computes features of bars: symbol,ts_ms,open,high,low,close,volume[,trades,vwap]; other columns are ignored.",
            "One row per bar, in the order of the input, on exactly the rows there are; empty = not ready or undefined."
        })
public final class FeaturesCommand implements Callable<Integer> {
    /** Which columns there are. */
    enum View {
        RAW,
        MODEL
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BatchMixin batch = new BatchMixin();

    @Option(
            names = "--windows",
            split = ",",
            paramLabel = "SAMPLES",
            defaultValue = "5,10,20,50",
            description = "Windows in samples, ascending, each 2 to 5000 (default: ${DEFAULT-VALUE}).")
    private List<Integer> windows = List.of();

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "Features to write, in this order (default: all).")
    private List<String> columns = List.of();

    @Option(
            names = "--view",
            defaultValue = "raw",
            paramLabel = "VIEW",
            description = "raw: every feature in its own unit. model: what members are fed, without a unit of price"
                    + " (default: ${DEFAULT-VALUE}).")
    private View view = View.RAW;

    @Option(
            names = "--higher",
            paramLabel = "TIMEFRAMES",
            defaultValue = "",
            description = "Features of longer bars too, 1h:5+20,24h:5 say; columns end in @1h. Needs --bars.")
    private String higher = "";

    @Option(
            names = "--bars",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "Length of the bars of the input, for --higher.")
    private Duration bars = Duration.ZERO;

    @Override
    public Integer call() {
        FeatureRows step;
        try {
            List<HigherTimeframe> timeframes = TimeframeText.parse(higher);
            if (!timeframes.isEmpty() && bars.toMillis() <= 0) {
                throw new IllegalArgumentException("expected --bars with --higher, was none");
            }
            FeatureLayout layout = FeatureLayout.standard(
                            windows.stream().mapToInt(Integer::intValue).toArray())
                    .with(timeframes);
            step = new FeatureRows(layout, view == View.MODEL, columns, bars.toMillis());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        return batch.run(step, spec.commandLine());
    }
}
