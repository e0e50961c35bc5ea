package io.quorate.job.training;

import java.util.List;

/**
 * What became of the rows and columns of a table of features.
 *
 * @param rows rows in the file
 * @param unlabelled rows without a label, left out
 * @param symbols symbols with at least one row
 * @param features number of columns that are features
 * @param leftOut columns that are not
 */
public record TableCounts(long rows, long unlabelled, int symbols, int features, List<String> leftOut) {

    public TableCounts {
        leftOut = List.copyOf(leftOut);
    }
}
