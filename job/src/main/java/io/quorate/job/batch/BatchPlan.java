package io.quorate.job.batch;

import java.nio.file.Path;
import java.util.List;

/**
 * What a batch run reads and writes.
 *
 * @param files in the order in which their rows count
 * @param output file of the results
 * @param strict a row the market's rules refuse is an error; otherwise it is counted and left out
 */
public record BatchPlan(List<Path> files, Path output, boolean strict) {

    public BatchPlan {
        files = List.copyOf(files);
    }
}
