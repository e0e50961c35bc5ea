package io.quorate.job.training;

import io.quorate.learn.SplitOptions;
import io.quorate.schema.model.LabelSpec;
import java.util.List;

/**
 * What the columns of a table of features mean.
 *
 * @param labelColumn column of 0 and 1
 * @param label what it stands for, for the bundle to declare
 * @param columns features in this order; empty for every column that {@link FeatureTable} does not leave out
 * @param exclude columns that are no features
 * @param split how rows are split when the table does not say
 */
public record FeatureTableOptions(
        String labelColumn, LabelSpec label, List<String> columns, List<String> exclude, SplitOptions split) {

    public FeatureTableOptions {
        columns = List.copyOf(columns);
        exclude = List.copyOf(exclude);
    }
}
