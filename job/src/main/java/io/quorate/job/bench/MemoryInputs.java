package io.quorate.job.bench;

import io.quorate.job.demo.SyntheticSymbols;
import io.quorate.job.load.LoadMarket;
import io.quorate.job.topology.Inputs;
import io.quorate.market.MarketWatermarkFunction;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A market made inside the job and a finished control log: the whole graph without Kafka and without decoding.
 *
 * <p>The source has one split per subtask, which stands for a partition: its records are in time order, its symbols its
 * own.
 */
final class MemoryInputs implements Inputs {

    private static final long FROM_MS = 1_700_000_000_000L;

    private final BenchPlan plan;
    private final long latenessMs;
    private final List<ControlRecord> epochs;

    MemoryInputs(BenchPlan plan, long latenessMs, List<ControlRecord> epochs) {
        this.plan = plan;
        this.latenessMs = latenessMs;
        this.epochs = epochs;
    }

    /** Records that will be made: equally many in each split. */
    long records() {
        return (long) (plan.records() / plan.parallelism()) * plan.parallelism();
    }

    @Override
    public SingleOutputStreamOperator<Inbound> market(StreamExecutionEnvironment env) {
        return env.fromSource(
                new DataGeneratorSource<>(
                        new Trades(plan, records() / plan.parallelism()), records(), TypeInformation.of(Inbound.class)),
                MarketWatermarkFunction.strategy(latenessMs),
                "market in memory");
    }

    @Override
    public SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env) {
        List<byte[]> log = new ArrayList<>();
        epochs.forEach(epoch -> log.add(ControlCodec.encode(epoch)));
        return env.fromSource(
                new DataGeneratorSource<>(
                        index -> ControlCodec.decodeRecord(log.get(index.intValue())),
                        log.size(),
                        TypeInformation.of(ControlRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "control in memory");
    }

    @Override
    public @Nullable MapFunction<ControlRecord, ControlRecord> lease() {
        return null;
    }

    @Override
    public @Nullable Live live() {
        return null;
    }

    /** Record number i belongs to split i / recordsPerSplit, as the source shares its numbers out. */
    private static final class Trades implements GeneratorFunction<Long, Inbound> {

        private static final long serialVersionUID = 1L;

        private final int symbols;
        private final int splits;
        private final long recordsPerSplit;
        private final int ratePerSplit;

        @SuppressWarnings("NullAway.Init")
        private transient MarketEvent[][] bySplit;

        private Trades(BenchPlan plan, long recordsPerSplit) {
            this.symbols = plan.symbols();
            this.splits = plan.parallelism();
            this.recordsPerSplit = recordsPerSplit;
            this.ratePerSplit = Math.max(1, plan.rate() / splits);
        }

        @Override
        public void open(SourceReaderContext context) {
            List<MarketEvent> trades = LoadMarket.of(symbols).trades();
            List<String> names = SyntheticSymbols.names(symbols);
            bySplit = new MarketEvent[splits][];
            for (int split = 0; split < splits; split++) {
                int own = split;
                bySplit[split] = trades.stream()
                        .filter(trade -> names.indexOf(trade.symbol()) % splits == own)
                        .toArray(MarketEvent[]::new);
            }
        }

        @Override
        public Inbound map(Long index) {
            int split = (int) (index / recordsPerSplit);
            long inSplit = index % recordsPerSplit;
            MarketEvent trade = bySplit[split][(int) (inSplit % bySplit[split].length)];
            long tsMs = FROM_MS + inSplit * 1_000 / ratePerSplit;
            return new Inbound(split, LoadMarket.at(trade, tsMs, inSplit, split), null);
        }
    }
}
