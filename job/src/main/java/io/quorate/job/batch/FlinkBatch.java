package io.quorate.job.batch;

import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableWriter;
import io.quorate.schema.market.RejectReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link RowStep} over files as a Flink batch job: files are read in parallel, symbols are worked on in parallel,
 * and the rows are the same bytes in the same order as those of {@link PlainBatch}.
 *
 * <p>The order comes from Flink's batch sort: it sorts each key by timestamp, spilling to disk, and the timestamp of a
 * row is its ordinal. A keyed function sees one key after the other, and its timer at the end of time fires at the end of
 * a key; so one lane is held per subtask. Runs in BATCH mode only.
 */
final class FlinkBatch {

    static final String ROWS_IN = "rowsIn";
    static final String ROWS_OUT = "rowsOut";
    static final String SYMBOLS = "symbols";
    static final String REJECTED = "rejected";
    static final String FIRST_REJECTED = "firstRejected";
    static final String DUPLICATES = "duplicates";
    static final String LATE = "late";

    private FlinkBatch() {}

    /** Adds the job to the environment. */
    static void define(StreamExecutionEnvironment env, RowStep step, BatchPlan plan) {
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        List<String> files = plan.files().stream().map(Path::toString).toList();
        Integer[] indexes = new Integer[files.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = i;
        }
        env.fromData(indexes)
                .name("files")
                .rebalance()
                .flatMap(new ReadFunction(files, step.readsBars(), plan.strict()))
                .name("rows")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<MarketRow>noWatermarks().withTimestampAssigner((row, t) -> row.ordinal))
                .keyBy(row -> row.symbol)
                .process(new LaneFunction(step, files))
                .name("steps")
                .keyBy(row -> 0, Types.INT)
                .process(new WriteFunction(plan.output().toString(), step.columns()))
                .returns(TypeInformation.of(Long.class))
                .name("output")
                .setParallelism(1)
                .print()
                .setParallelism(1);
    }

    /** Reads whole files. */
    private static final class ReadFunction extends RichFlatMapFunction<Integer, MarketRow> {
        private static final long serialVersionUID = 1L;

        private final List<String> files;
        private final boolean bars;
        private final boolean strict;
        private final LongCounter rowsIn = new LongCounter();
        private final LongCounter rejected = new LongCounter();
        private final LongMinimum firstRejected = new LongMinimum();

        ReadFunction(List<String> files, boolean bars, boolean strict) {
            this.files = files;
            this.bars = bars;
            this.strict = strict;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(ROWS_IN, rowsIn);
            getRuntimeContext().addAccumulator(REJECTED, rejected);
            getRuntimeContext().addAccumulator(FIRST_REJECTED, firstRejected);
        }

        @Override
        public void flatMap(Integer index, Collector<MarketRow> out) {
            Path file = Path.of(files.get(index));
            try (RowSource source = bars ? RowSource.bars(file, index) : RowSource.trades(file, index)) {
                for (MarketRow row = source.next(); row != null; row = source.next()) {
                    rowsIn.add(1);
                    RejectReason reason = source.rejected();
                    if (reason == null) {
                        out.collect(row);
                        continue;
                    }
                    if (strict) {
                        throw UserError.wrongUse(source.place() + ": " + reason);
                    }
                    rejected.add(1);
                    firstRejected.add(row.ordinal);
                }
            }
        }
    }

    /** Key: symbol. State: the lane of the one key at work, given up when the key ends. */
    private static final class LaneFunction extends KeyedProcessFunction<String, MarketRow, ResultRow> {
        private static final long serialVersionUID = 1L;

        private final RowStep step;
        private final List<String> files;
        private final LongCounter symbols = new LongCounter();
        private final LongCounter duplicates = new LongCounter();
        private final LongCounter late = new LongCounter();
        private transient RowStep.@Nullable Lane lane;

        LaneFunction(RowStep step, List<String> files) {
            this.step = step;
            this.files = files;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(SYMBOLS, symbols);
            getRuntimeContext().addAccumulator(DUPLICATES, duplicates);
            getRuntimeContext().addAccumulator(LATE, late);
        }

        @Override
        public void processElement(MarketRow row, Context context, Collector<ResultRow> out) {
            RowStep.Lane open = lane;
            if (open == null) {
                open = step.newLane();
                lane = open;
                context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
            }
            try {
                open.next(row, out::collect);
            } catch (IllegalArgumentException e) {
                List<Path> paths = files.stream().map(Path::of).toList();
                throw UserError.wrongUse(RowSource.place(paths, row.ordinal) + ": " + e.getMessage());
            }
        }

        @Override
        public void onTimer(long endMs, OnTimerContext context, Collector<ResultRow> out) {
            RowStep.Lane open = lane;
            if (open != null) {
                open.end(out::collect);
                symbols.add(1);
                duplicates.add(open.duplicates());
                late.add(open.late());
            }
            lane = null;
        }
    }

    /** One key for all rows, which come in order of their ordinals. State: the rows of one ordinal. */
    private static final class WriteFunction extends KeyedProcessFunction<Integer, ResultRow, Long> {
        private static final long serialVersionUID = 1L;

        private static final Comparator<ResultRow> ORDER =
                Comparator.comparing((ResultRow row) -> row.symbol).thenComparingInt(row -> row.place);

        private final String file;
        private final List<String> columns;
        private final LongCounter rowsOut = new LongCounter();
        private transient @Nullable TableWriter writer;
        private transient @Nullable List<ResultRow> same;

        WriteFunction(String file, List<String> columns) {
            this.file = file;
            this.columns = List.copyOf(columns);
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(ROWS_OUT, rowsOut);
            writer = TableWriter.open(Path.of(file), columns);
            same = new ArrayList<>();
        }

        @Override
        public void processElement(ResultRow row, Context context, Collector<Long> out) {
            List<ResultRow> rows = same;
            if (rows == null) {
                return;
            }
            if (rows.isEmpty()) {
                context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
            } else if (rows.get(0).ordinal != row.ordinal) {
                write(rows);
            }
            rows.add(row);
        }

        private void write(List<ResultRow> rows) {
            TableWriter open = writer;
            if (open != null) {
                rows.sort(ORDER);
                Consumer<ResultRow> sink = row -> open.row(row.symbol, row.tsMs, row.values);
                rows.forEach(sink);
                rowsOut.add(rows.size());
            }
            rows.clear();
        }

        @Override
        public void onTimer(long endMs, OnTimerContext context, Collector<Long> out) {
            if (same != null) {
                write(same);
            }
            if (writer != null) {
                writer.commit();
            }
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
