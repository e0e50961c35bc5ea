package io.quorate.job.batch;

import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableWriter;
import io.quorate.learn.ProgressListener;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;

/** Runs a {@link FlinkBatch} on a cluster in this process and waits for its end. */
public final class FlinkRun {

    private FlinkRun() {}

    /** Runs; throws UserError with file and line of a row that stops it. */
    public static BatchResult run(RowStep step, BatchPlan plan, int parallelism, ProgressListener listener) {
        return InProcessJob.run(
                parallelism, env -> FlinkBatch.define(env, step, plan), listener, job -> result(plan, step, job));
    }

    private static BatchResult result(BatchPlan plan, RowStep step, JobClient job) throws InterruptedException {
        try {
            Map<String, Object> figures = job.getAccumulators().get();
            long rowsOut = count(figures, FlinkBatch.ROWS_OUT);
            if (rowsOut == 0) {
                // no key, no end of a key: nobody closed the file
                try (TableWriter writer = TableWriter.open(plan.output(), step.columns())) {
                    writer.commit();
                }
            }
            long rejected = count(figures, FlinkBatch.REJECTED);
            return new BatchResult(
                    count(figures, FlinkBatch.ROWS_IN),
                    rowsOut,
                    count(figures, FlinkBatch.SYMBOLS),
                    rejected,
                    count(figures, FlinkBatch.DUPLICATES),
                    count(figures, FlinkBatch.LATE),
                    rejected == 0 ? null : RowSource.place(plan.files(), count(figures, FlinkBatch.FIRST_REJECTED)));
        } catch (ExecutionException e) {
            throw UserError.failed("expected the figures of the job, was none", e);
        }
    }

    private static long count(Map<String, Object> figures, String name) {
        return figures.get(name) instanceof Long value ? value : 0;
    }
}
