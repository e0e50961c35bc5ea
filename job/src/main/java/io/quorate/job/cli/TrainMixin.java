package io.quorate.job.cli;

import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.TrainingPlan;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.model.LabelSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What is predicted, which rows are used for what, and how members are fitted. */
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

    @Mixin
    private MembersMixin members = new MembersMixin();

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            description = "Name in the manifest; label, horizon and seed unless given.")
    private @Nullable String name;

    /** The plan; throws ParameterException when a value is out of range. */
    TrainingPlan plan(CommandLine line, HistoryOptions history) {
        return checked(
                line,
                () -> new TrainingPlan(
                        history,
                        labelSpec(),
                        split(),
                        options(label.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
    }

    /** How rows are split when nothing says so. */
    SplitOptions split() {
        return new SplitOptions(trainFraction, calibrationFraction, embargo.toMillis());
    }

    int horizon() {
        return horizon;
    }

    /** How members are fitted, for a label of this name. */
    TrainOptions options(String labelName) {
        String version = name == null ? labelName + "-h" + horizon + "-s" + seed : name;
        return members.set(TrainOptions.builder(version, Quorate.Version.text()))
                .seed(seed)
                .embargoMs(embargo.toMillis())
                .build();
    }

    static <T> T checked(CommandLine line, Supplier<T> value) {
        try {
            return value.get();
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
