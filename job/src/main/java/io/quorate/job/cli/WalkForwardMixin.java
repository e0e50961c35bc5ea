package io.quorate.job.cli;

import io.quorate.backtest.PipelineSettings;
import io.quorate.job.backtest.FileMarket;
import io.quorate.job.backtest.MarketSource;
import io.quorate.job.backtest.TimedBundle;
import io.quorate.job.backtest.WalkForwardBundles;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.learn.WalkForward;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.LabelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Bundles that a backtest trains itself, fold by fold. */
public final class WalkForwardMixin {
    @Option(
            names = "--walk-forward",
            paramLabel = "KIND",
            description =
                    "Train bundles instead of --bundle, again and again: rolling learns from the last --train-span"
                            + " before each --test-span, expanding from everything before it.")
    private WalkForward.@Nullable Kind kind;

    @Option(
            names = "--train-span",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "With --walk-forward: length of the first training span, and of every one when they roll.")
    private @Nullable Duration trainSpan;

    @Option(
            names = "--test-span",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "With --walk-forward: event time between two trainings.")
    private @Nullable Duration testSpan;

    @Option(
            names = "--embargo",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description =
                    "With --walk-forward: event time left out between training and test (default: ${DEFAULT-VALUE}).")
    private Duration embargo = Duration.ZERO;

    @Option(
            names = "--label",
            paramLabel = "KIND",
            defaultValue = "direction",
            converter = TrainMixin.LabelConverter.class,
            description = "With --walk-forward: direction or triple-barrier, as for train (default: ${DEFAULT-VALUE}).")
    private TrainMixin.Label label = TrainMixin.Label.DIRECTION;

    @Option(
            names = "--horizon",
            paramLabel = "SAMPLES",
            defaultValue = "5",
            description = "With --walk-forward: samples until the label is known (default: ${DEFAULT-VALUE}).")
    private int horizon;

    @Option(
            names = "--calibration-fraction",
            defaultValue = "0.25",
            description = "With --walk-forward: share of the training rows, the latest, that calibrates"
                    + " (default: ${DEFAULT-VALUE}).")
    private double calibrationFraction;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "With --walk-forward: seed of the members (default: ${DEFAULT-VALUE}).")
    private long seed;

    boolean given() {
        return kind != null;
    }

    /** Throws ParameterException for options that do not go together. */
    void check(CommandLine line, boolean files, boolean noBundle) {
        if (!given()) {
            for (String name : List.of("--train-span", "--test-span", "--embargo", "--label", "--horizon")) {
                if (line.getParseResult().hasMatchedOption(name)) {
                    throw new ParameterException(line, "expected " + name + " only with --walk-forward");
                }
            }
            return;
        }
        if (!files || !noBundle) {
            throw new ParameterException(line, "expected --walk-forward with --input and without --bundle");
        }
        if (trainSpan == null || testSpan == null) {
            throw new ParameterException(line, "expected --train-span and --test-span with --walk-forward");
        }
        walk(line);
        plan(line, JobSetup.pipeline(Settings.defaults(), 1));
    }

    /** Trains the bundles into a folder of the output. */
    List<TimedBundle> train(
            CommandLine line, Settings settings, FileMarket market, Path output, ProgressListener progress) {
        List<MarketEvent> events = new ArrayList<>();
        market.forEach(
                in -> {
                    if (in.event() != null) {
                        events.add(in.event());
                    }
                },
                MarketSource.Progress.NONE);
        return WalkForwardBundles.train(
                new MarketHistory(events, market.kind()),
                plan(line, JobSetup.pipeline(settings, 1)),
                walk(line),
                output.resolve("bundles"),
                progress);
    }

    private WalkForward walk(CommandLine line) {
        WalkForward.Kind chosen = kind;
        if (chosen == null || trainSpan == null || testSpan == null) {
            throw new IllegalStateException("expected to be asked for");
        }
        long trainMs = trainSpan.toMillis();
        long testMs = testSpan.toMillis();
        return TrainMixin.checked(line, () -> new WalkForward(chosen, trainMs, testMs, embargo.toMillis()));
    }

    private TrainingPlan plan(CommandLine line, PipelineSettings pipeline) {
        return TrainMixin.checked(
                line,
                () -> new TrainingPlan(
                        new HistoryOptions(
                                pipeline.barIntervalMs(),
                                Long.MAX_VALUE,
                                Arrays.stream(pipeline.layout().windows())
                                        .boxed()
                                        .toList(),
                                pipeline.dedupe(),
                                pipeline.layout().higher(),
                                pipeline.gaps()),
                        switch (label) {
                            case DIRECTION -> LabelSpec.direction(horizon);
                            case BIG_MOVE -> LabelSpec.bigMove(horizon);
                            case TRIPLE_BARRIER -> LabelSpec.tripleBarrier(horizon, 2, 2);
                        },
                        new SplitOptions(1 - calibrationFraction, calibrationFraction, embargo.toMillis()),
                        TrainOptions.builder("fold", Quorate.Version.text())
                                .seed(seed)
                                .embargoMs(embargo.toMillis())
                                .build()));
    }
}
