package io.quorate.job.cli;

import io.quorate.ensemble.ScalerKind;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.model.LabelSpec;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What is predicted, which rows are used for what, and how large the members are. */
public final class TrainMixin {
    /** Kinds of labels as the command line names them. */
    enum Label {
        DIRECTION,
        TRIPLE_BARRIER,
        BIG_MOVE
    }

    @Option(
            names = "--label",
            paramLabel = "KIND",
            defaultValue = "direction",
            converter = LabelConverter.class,
            description = "direction: the close is higher after the horizon. triple-barrier: the upper barrier is"
                    + " touched first. big-move: the move is above the median (default: ${DEFAULT-VALUE}).")
    private Label label = Label.DIRECTION;

    @Option(
            names = "--horizon",
            paramLabel = "SAMPLES",
            defaultValue = "5",
            description = "Samples until the label is known (default: ${DEFAULT-VALUE}).")
    private int horizon;

    @Option(
            names = "--upper",
            paramLabel = "SIGMAS",
            description = "Distance of the upper barrier of triple-barrier (default: 2).")
    private @Nullable Double upper;

    @Option(
            names = "--lower",
            paramLabel = "SIGMAS",
            description = "Distance of the lower barrier of triple-barrier (default: 2).")
    private @Nullable Double lower;

    @Option(
            names = "--train-fraction",
            defaultValue = "0.6",
            description = "Share of the rows that members learn from, the earliest (default: ${DEFAULT-VALUE}).")
    private double trainFraction;

    @Option(
            names = "--calibration-fraction",
            defaultValue = "0.2",
            description =
                    "Share after those that calibrates and weighs them; the rest tests (default: ${DEFAULT-VALUE}).")
    private double calibrationFraction;

    @Option(
            names = "--embargo",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "Event time left out after each cut (default: ${DEFAULT-VALUE}).")
    private Duration embargo = Duration.ZERO;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--trees",
            defaultValue = "100",
            description = "Trees of the random forest (default: ${DEFAULT-VALUE}).")
    private int trees;

    @Option(
            names = "--tree-depth",
            defaultValue = "8",
            description = "Their greatest depth (default: ${DEFAULT-VALUE}).")
    private int treeDepth;

    @Option(
            names = "--rounds",
            defaultValue = "150",
            description = "Trees of gradient boosting (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--round-depth",
            defaultValue = "5",
            description = "Their greatest depth (default: ${DEFAULT-VALUE}).")
    private int roundDepth;

    @Option(
            names = "--early-stopping",
            paramLabel = "ROUNDS",
            defaultValue = "0",
            description = "Stop boosting after this many rounds without improvement; 0 never (default:"
                    + " ${DEFAULT-VALUE}).")
    private int earlyStopping;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads of XGBoost, 1 or 2; part of the result (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--scaler",
            paramLabel = "KIND",
            defaultValue = "standard",
            description = "standard: mean and deviation. robust: median and quartiles (default: ${DEFAULT-VALUE}).")
    private ScalerKind scaler = ScalerKind.STANDARD;

    @Option(
            names = "--regimes",
            paramLabel = "STATES",
            defaultValue = "2",
            description = "States of the model of regimes, 2 or 3; 0 for none (default: ${DEFAULT-VALUE}).")
    private int regimes;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name in the manifest; label, horizon and seed unless given.")
    private @Nullable String name;

    /** The plan; throws ParameterException when a value is out of range. */
    TrainingPlan plan(CommandLine line, HistoryOptions history) {
        try {
            String version = name == null
                    ? label.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-h" + horizon + "-s" + seed
                    : name;
            return new TrainingPlan(
                    history,
                    labelSpec(),
                    new SplitOptions(trainFraction, calibrationFraction, embargo.toMillis()),
                    TrainOptions.defaults(version, Quorate.Version.text())
                            .withSeed(seed)
                            .withSizes(trees, treeDepth, rounds, roundDepth)
                            .withEarlyStopping(earlyStopping)
                            .withThreads(threads)
                            .withScaler(scaler)
                            .withRegimeStates(regimes));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()));
        }
    }

    private LabelSpec labelSpec() {
        if (label != Label.TRIPLE_BARRIER && (upper != null || lower != null)) {
            throw new IllegalArgumentException("expected --upper and --lower only with --label triple-barrier");
        }
        return switch (label) {
            case DIRECTION -> LabelSpec.direction(horizon);
            case BIG_MOVE -> LabelSpec.bigMove(horizon);
            case TRIPLE_BARRIER ->
                LabelSpec.tripleBarrier(horizon, upper == null ? 2 : upper, lower == null ? 2 : lower);
        };
    }

    /** Reads a label with dashes. */
    static final class LabelConverter implements ITypeConverter<Label> {
        @Override
        public Label convert(String text) {
            for (Label label : Label.values()) {
                if (label.name().replace('_', '-').equalsIgnoreCase(text)) {
                    return label;
                }
            }
            throw new TypeConversionException("expected direction, triple-barrier or big-move, was '" + text + "'");
        }
    }
}
