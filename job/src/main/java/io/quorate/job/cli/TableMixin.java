package io.quorate.job.cli;

import io.quorate.job.training.FeatureTableOptions;
import io.quorate.learn.SplitOptions;
import io.quorate.schema.model.LabelSpec;
import io.quorate.schema.model.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the columns of a table of features mean. */
public final class TableMixin {

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "With --features: the column of 0 and 1 to predict (default: label).")
    private @Nullable String labelColumn;

    @Option(
            names = "--target",
            paramLabel = "KIND",
            description = "With --features: what the label stands for, direction or volatility; declared in the bundle"
                    + " (default: direction).")
    private @Nullable Target target;

    @Option(
            names = "--move-threshold",
            paramLabel = "RETURN",
            description = "With --target volatility: the absolute log return above which the label is 1, if known.")
    private @Nullable Double moveThreshold;

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "With --features: the features, in this order (default: every column but symbol, ts_ms,"
                    + " split, the label, and those named y_*, fwd_*, future_*, label*, target*).")
    private List<String> columns = List.of();

    @Option(
            names = "--exclude",
            split = ",",
            paramLabel = "NAME",
            description = "With --features: columns that are no features.")
    private List<String> exclude = List.of();

    /** Whether any of them was given. */
    boolean used() {
        return labelColumn != null
                || target != null
                || moveThreshold != null
                || !columns.isEmpty()
                || !exclude.isEmpty();
    }

    String labelColumn() {
        return labelColumn == null ? "label" : labelColumn.toLowerCase(Locale.ROOT);
    }

    /** The columns; throws IllegalArgumentException for values that do not go together. */
    FeatureTableOptions options(int horizon, SplitOptions split) {
        if (target == Target.TRIPLE_BARRIER) {
            throw new IllegalArgumentException("expected --target direction or volatility, was triple-barrier");
        }
        if (moveThreshold != null && target != Target.VOLATILITY) {
            throw new IllegalArgumentException("expected --move-threshold only with --target volatility");
        }
        LabelSpec label = target == Target.VOLATILITY
                ? LabelSpec.bigMove(horizon).withMoveThreshold(moveThreshold == null ? 0 : moveThreshold)
                : LabelSpec.direction(horizon);
        return new FeatureTableOptions(labelColumn(), label, lower(columns), lower(exclude), split);
    }

    /** Names of a table are compared in lower case. */
    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }
}
