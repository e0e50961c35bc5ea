package io.quorate.job.batch;

import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableWriter;
import io.quorate.learn.ProgressListener;
import io.quorate.schema.market.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a {@link RowStep} over files on one thread. Memory: one state per symbol, whatever the files hold. */
public final class PlainBatch {

    private static final int ROWS_PER_LOOK = 4_096;

    private final RowStep step;
    private final BatchPlan plan;
    private final ProgressListener listener;
    private final Map<String, RowStep.Lane> lanes = new TreeMap<>();
    private long bytesBefore;
    private long bytesTotal;
    private long rowsIn;
    private long rowsOut;
    private long rejected;
    private @Nullable String firstRejection;

    private PlainBatch(RowStep step, BatchPlan plan, ProgressListener listener) {
        this.step = step;
        this.plan = plan;
        this.listener = listener;
    }

    /** Runs; throws UserError with file and line of a row that stops it, and leaves no output then. */
    public static BatchResult run(RowStep step, BatchPlan plan, ProgressListener listener) {
        return new PlainBatch(step, plan, listener).run();
    }

    private BatchResult run() {
        for (Path file : plan.files()) {
            bytesTotal += size(file);
        }
        try (TableWriter writer = TableWriter.open(plan.output(), step.columns())) {
            Consumer<ResultRow> sink = result -> {
                rowsOut++;
                writer.row(result.symbol, result.tsMs, result.values);
            };
            for (int i = 0; i < plan.files().size(); i++) {
                Path file = plan.files().get(i);
                try (RowSource source = step.readsBars() ? RowSource.bars(file, i) : RowSource.trades(file, i)) {
                    read(source, sink);
                }
                bytesBefore += size(file);
            }
            lanes.values().forEach(lane -> lane.end(sink));
            writer.commit();
        }
        long duplicates =
                lanes.values().stream().mapToLong(RowStep.Lane::duplicates).sum();
        long late = lanes.values().stream().mapToLong(RowStep.Lane::late).sum();
        return new BatchResult(rowsIn, rowsOut, lanes.size(), rejected, duplicates, late, firstRejection);
    }

    private void read(RowSource source, Consumer<ResultRow> sink) {
        for (MarketRow row = source.next(); row != null; row = source.next()) {
            rowsIn++;
            if (rowsIn % ROWS_PER_LOOK == 0) {
                listener.progress(
                        rowsIn + " rows",
                        bytesTotal == 0 ? 1 : (double) (bytesBefore + source.bytesRead()) / bytesTotal);
            }
            RejectReason reason = source.rejected();
            if (reason != null) {
                reject(source.place() + ": " + reason);
                continue;
            }
            try {
                lanes.computeIfAbsent(row.symbol, s -> step.newLane()).next(row, sink);
            } catch (IllegalArgumentException e) {
                throw UserError.wrongUse(source.place() + ": " + e.getMessage());
            }
        }
    }

    private void reject(String problem) {
        if (plan.strict()) {
            throw UserError.wrongUse(problem);
        }
        rejected++;
        firstRejection = firstRejection == null ? problem : firstRejection;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
