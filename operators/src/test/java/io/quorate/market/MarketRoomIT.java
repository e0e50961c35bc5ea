package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.control.MarketSignalKind;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.telemetry.StageProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The room as a job, object reuse on and off, against its plain classes. */
@SuppressWarnings("try") // the iterator declares close() throws Exception
class MarketRoomIT {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final long LATENESS_MS = 20;
    private static final long INTERVAL_MS = 100;
    private static final DedupeRule RULE = new DedupeRule(5_000, false);
    private static final Comparator<Sample> BY_SYMBOL_AND_TIME =
            Comparator.comparing(Sample::symbol).thenComparingLong(Sample::tsMs);

    @ParameterizedTest
    @CsvSource({"1,true", "2,false", "4,true"})
    void jobBuildsTheBarsOfThePlainClasses(int parallelism, boolean objectReuse) throws Exception {
        List<List<Inbound>> partitions = List.of(partition(0, 11), partition(1, 12));
        List<Sample> actual = new ArrayList<>();
        SingleOutputStreamOperator<Sample> bars = gate(environment(parallelism, objectReuse), partitions)
                .keyBy(MarketEvent::symbol)
                .process(new ReleaseFunction(RULE, (context, stage) -> StageProbe.NONE))
                .keyBy(MarketEvent::symbol)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(INTERVAL_MS)))
                .aggregate(new BarAggregate(), new BarWindowFunction());
        try (CloseableIterator<Sample> samples = bars.executeAndCollect()) {
            samples.forEachRemaining(actual::add);
        }
        actual.sort(BY_SYMBOL_AND_TIME);
        assertThat(actual).hasSizeGreaterThan(100).isEqualTo(plainBars(partitions));
    }

    @Test
    void signalsTellFirstTimesThenTheEndThenTheLastWatermark() throws Exception {
        List<List<Inbound>> partitions = List.of(partition(0, 11), partition(1, 12));
        List<MarketSignal> signals = new ArrayList<>();
        SingleOutputStreamOperator<MarketSignal> stream = gate(environment(2, true), partitions)
                .getSideOutput(GateOperator.SIGNALS)
                .transform("signals", TypeInformation.of(MarketSignal.class), new WatermarkSignalOperator())
                .setParallelism(1);
        try (CloseableIterator<MarketSignal> iterator = stream.executeAndCollect()) {
            iterator.forEachRemaining(signals::add);
        }
        assertThat(signals.stream().filter(signal -> signal.kind() == MarketSignalKind.FIRST_SEEN))
                .extracting(MarketSignal::partition)
                .containsExactlyInAnyOrder(0, 1);
        assertThat(signals.get(signals.size() - 1)).isEqualTo(MarketSignal.watermark(Long.MAX_VALUE));
        assertThat(signals.get(signals.size() - 2).kind()).isEqualTo(MarketSignalKind.END);
        assertThat(signals.stream()
                        .filter(signal -> signal.kind() == MarketSignalKind.WATERMARK)
                        .map(MarketSignal::tsMs))
                .isSorted();
    }

    private static StreamExecutionEnvironment environment(int parallelism, boolean objectReuse) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, objectReuse);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        return env;
    }

    private static SingleOutputStreamOperator<MarketEvent> gate(
            StreamExecutionEnvironment env, List<List<Inbound>> partitions) {
        DataStream<Inbound> all = null;
        for (List<Inbound> partition : partitions) {
            DataStream<Inbound> one = env.fromData(partition, TypeInformation.of(Inbound.class))
                    .assignTimestampsAndWatermarks(MarketWatermarkFunction.strategy(LATENESS_MS))
                    .setParallelism(1);
            all = all == null ? one : all.union(one);
        }
        return Objects.requireNonNull(all)
                .transform(
                        "gate",
                        TypeInformation.of(MarketEvent.class),
                        new GateOperator(LATENESS_MS, 5_000, 2, (context, stage) -> StageProbe.NONE))
                .setParallelism(1);
    }

    /** Trades of two symbols with heartbeats, refusals, repeats, disorder and late records. */
    private static List<Inbound> partition(int partition, long seed) {
        Random random = new Random(seed);
        List<Inbound> records = new ArrayList<>();
        List<MarketEvent> trades = new ArrayList<>();
        long tsMs = 10_000;
        for (int i = 0; i < 5_000; i++) {
            tsMs += random.nextInt(5);
            int kind = random.nextInt(20);
            if (kind == 0) {
                records.add(MarketEvents.inbound(MarketEvent.heartbeat("x", tsMs, partition, i)));
            } else if (kind == 1) {
                records.add(MarketEvents.refused(partition, i));
            } else if (kind == 2 && !trades.isEmpty()) {
                MarketEvent again = trades.get(Math.max(0, trades.size() - 1 - random.nextInt(5)));
                records.add(MarketEvents.inbound(again.at(partition, i)));
            } else {
                String symbol = partition + (random.nextBoolean() ? "A" : "B");
                double price = 100 + random.nextInt(500) * 0.01;
                MarketEvent trade = MarketEvent.trade(
                        "x", symbol, tsMs - random.nextInt(25), "f#" + i, price, random.nextInt(9), partition, i);
                trades.add(trade);
                records.add(MarketEvents.inbound(trade));
            }
        }
        return records;
    }

    private static List<Sample> plainBars(List<List<Inbound>> partitions) {
        Map<String, ReleaseBuffer> buffers = new TreeMap<>();
        LatenessGate gate = new LatenessGate(LATENESS_MS);
        int late = 0;
        for (List<Inbound> partition : partitions) {
            for (Inbound inbound : partition) {
                MarketEvent event = inbound.event();
                if (event == null) {
                    continue;
                }
                if (gate.late(event.partition(), event.eventTimeMs())) {
                    late++;
                    continue;
                }
                gate.advance(event.partition(), event.eventTimeMs());
                if (!event.symbol().isEmpty()) {
                    buffers.computeIfAbsent(event.symbol(), symbol -> new ReleaseBuffer(RULE))
                            .add(event);
                }
            }
        }
        assertThat(late).isGreaterThan(10);
        List<Sample> bars = new ArrayList<>();
        long duplicates = 0;
        for (ReleaseBuffer buffer : buffers.values()) {
            BarSeries series = new BarSeries(INTERVAL_MS);
            buffer.advance(Long.MAX_VALUE, series::add);
            series.advance(Long.MAX_VALUE, bars::add);
            duplicates += buffer.duplicates();
        }
        assertThat(duplicates).isGreaterThan(10);
        return bars;
    }
}
