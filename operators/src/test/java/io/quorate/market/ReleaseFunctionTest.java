package io.quorate.market;

import static io.quorate.market.MarketEvents.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.LateEvent;
import io.quorate.schema.market.MarketEvent;
import io.quorate.telemetry.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // the harness declares close() throws Exception
class ReleaseFunctionTest {

    private static final long LATENESS_MS = 20;
    private static final long RETENTION_MS = 1_000;
    private static final DedupeRule RULE = new DedupeRule(RETENTION_MS, false);

    @BeforeEach
    void clearCounts() {
        MarketEvents.COUNTS.clear();
    }

    @Test
    void recordIsHeldUntilTheWatermarkReachesIt() throws Exception {
        try (var release = opened(false)) {
            process(release, MarketEvents.trade(100, "1", 0));
            release.processWatermark(new Watermark(99));
            assertThat(release.extractOutputValues()).isEmpty();
            release.processWatermark(new Watermark(100));
            assertThat(release.extractOutputStreamRecords())
                    .containsExactly(new StreamRecord<>(MarketEvents.trade(100, "1", 0), 100));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,true", "3,false", "4,true", "5,true"})
    void everyArrivalOrderGivesTheSameOutput(long seed, boolean objectReuse) throws Exception {
        List<MarketEvent> published = published(seed, 3_000);
        List<MarketEvent> expected = sortedOnce(published);
        Random random = new Random(seed * 31);
        for (int round = 0; round < 3; round++) {
            List<MarketEvent> arrival = shuffledWithinLateness(published, random);
            try (var release = opened(objectReuse)) {
                feed(release, arrival);
                release.processWatermark(Watermark.MAX_WATERMARK);
                assertThat(release.extractOutputValues()).isEqualTo(expected);
            }
            assertThat(plain(arrival)).isEqualTo(expected);
        }
    }

    @Test
    void repeatedRecordIsReleasedOnceAndCounted() throws Exception {
        try (var release = opened(false)) {
            for (int i = 0; i < 28; i++) {
                process(release, MarketEvent.trade("x", "S", 100, "7", 5, 1, 0, i));
            }
            process(release, MarketEvent.trade("y", "S", 100, "7", 5, 1, 0, 28));
            release.processWatermark(new Watermark(100));
            assertThat(release.extractOutputValues())
                    .containsExactly(
                            MarketEvent.trade("x", "S", 100, "7", 5, 1, 0, 0),
                            MarketEvent.trade("y", "S", 100, "7", 5, 1, 0, 28));
        }
        assertThat(count(Count.ACCEPTED)).isEqualTo(2);
        assertThat(count(Count.DUPLICATES)).isEqualTo(27);
    }

    @Test
    void symbolsDoNotShareIdentities() throws Exception {
        try (var release = opened(false)) {
            process(release, MarketEvent.trade("x", "S", 100, "7", 5, 1, 0, 0));
            process(release, MarketEvent.trade("x", "T", 100, "7", 5, 1, 0, 1));
            release.processWatermark(new Watermark(100));
            assertThat(release.extractOutputValues()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void restoredOperatorGoesOnAsIfNothingHadHappened(long seed) throws Exception {
        List<MarketEvent> published = published(seed, 2_000);
        List<MarketEvent> released = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (var release = opened(true)) {
            feed(release, published.subList(0, 1_000));
            released.addAll(release.extractOutputValues());
            snapshot = release.snapshot(1, 1);
        }
        try (var release = harness(true)) {
            release.initializeState(snapshot);
            release.open();
            feed(release, published.subList(1_000, 2_000));
            release.processWatermark(Watermark.MAX_WATERMARK);
            released.addAll(release.extractOutputValues());
        }
        assertThat(released).isEqualTo(sortedOnce(published));
        assertThat(count(Count.ACCEPTED) + count(Count.DUPLICATES)).isEqualTo(2_000);
    }

    @Test
    void repeatAfterARestoreIsStillDropped() throws Exception {
        OperatorSubtaskState snapshot;
        try (var release = opened(false)) {
            process(release, MarketEvents.trade(100, "7", 0));
            release.processWatermark(new Watermark(100));
            snapshot = release.snapshot(1, 1);
        }
        try (var release = harness(false)) {
            release.initializeState(snapshot);
            release.open();
            process(release, MarketEvents.trade(1_100, "7", 1));
            process(release, MarketEvents.trade(1_101, "7", 2));
            release.processWatermark(new Watermark(2_000));
            assertThat(release.extractOutputValues()).containsExactly(MarketEvents.trade(1_101, "7", 2));
        }
    }

    @Test
    void stateEmptiesAfterRetention() throws Exception {
        try (var release = opened(false)) {
            for (int i = 0; i < 500; i++) {
                process(release, MarketEvents.trade(100 + i, Integer.toString(i), i));
            }
            release.processWatermark(new Watermark(600));
            assertThat(release.numKeyedStateEntries()).isEqualTo(1);
            assertThat(release.numEventTimeTimers()).isEqualTo(1);
            release.processWatermark(new Watermark(600 + 2 * RETENTION_MS));
            assertThat(release.numKeyedStateEntries()).isZero();
            assertThat(release.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void recordsWithoutIdLeaveNothingBehind() throws Exception {
        try (var release = opened(false)) {
            process(release, MarketEvents.trade(100, "", 0));
            process(release, MarketEvents.trade(100, "", 1));
            release.processWatermark(new Watermark(100));
            assertThat(release.extractOutputValues()).hasSize(2);
            assertThat(release.numKeyedStateEntries()).isZero();
            assertThat(release.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void recordBehindTheWatermarkIsLate() throws Exception {
        try (var release = opened(false)) {
            release.processWatermark(new Watermark(100));
            process(release, MarketEvents.trade(100, "1", 0));
            process(release, MarketEvents.trade(101, "2", 1));
            release.processWatermark(new Watermark(200));
            assertThat(release.extractOutputValues()).containsExactly(MarketEvents.trade(101, "2", 1));
            assertThat(release.getSideOutput(GateOperator.LATE))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(new LateEvent(MarketEvents.trade(100, "1", 0), 100));
        }
        assertThat(count(Count.LATE)).isEqualTo(1);
    }

    /** Trades in file order with ties, numeric ids, and a tenth of them published again a little later. */
    private static List<MarketEvent> published(long seed, int size) {
        Random random = new Random(seed);
        List<MarketEvent> events = new ArrayList<>();
        long tsMs = 1_000;
        for (int i = 0; i < size; i++) {
            if (i > 5 && random.nextInt(10) == 0) {
                events.add(events.get(i - 1 - random.nextInt(5)).at(0, i));
                continue;
            }
            tsMs += random.nextInt(4);
            events.add(MarketEvents.trade(tsMs, Integer.toString(i), i));
        }
        return events;
    }

    /** The oracle: everything sorted, each id once. */
    private static List<MarketEvent> sortedOnce(List<MarketEvent> published) {
        List<MarketEvent> sorted = new ArrayList<>(published);
        sorted.sort(Comparator.comparingLong(MarketEvent::tsMs)
                .thenComparingLong(event -> Long.parseLong(event.id()))
                .thenComparingLong(MarketEvent::offset));
        Set<String> seen = new HashSet<>();
        sorted.removeIf(event -> !seen.add(event.id()));
        return sorted;
    }

    /** Moves records about so that none comes later than the lateness allows. */
    private static List<MarketEvent> shuffledWithinLateness(List<MarketEvent> published, Random random) {
        Map<MarketEvent, Long> arrivalMs = new HashMap<>();
        published.forEach(event -> arrivalMs.put(event, event.tsMs() + random.nextInt((int) LATENESS_MS + 1)));
        List<MarketEvent> arrival = new ArrayList<>(published);
        arrival.sort(Comparator.comparing(event -> Objects.requireNonNull(arrivalMs.get(event))));
        LatenessGate gate = new LatenessGate(LATENESS_MS);
        for (MarketEvent event : arrival) {
            assertThat(gate.late(0, event.tsMs())).isFalse();
            gate.advance(0, event.tsMs());
        }
        return arrival;
    }

    private static List<MarketEvent> plain(List<MarketEvent> arrival) {
        List<MarketEvent> released = new ArrayList<>();
        ReleaseBuffer buffer = new ReleaseBuffer(RULE);
        long maxTsMs = 0;
        for (MarketEvent event : arrival) {
            assertThat(buffer.add(event)).isTrue();
            maxTsMs = Math.max(maxTsMs, event.tsMs());
            buffer.advance(maxTsMs - LATENESS_MS - 1, released::add);
        }
        buffer.advance(Long.MAX_VALUE, released::add);
        assertThat(buffer.accepted()).isEqualTo(released.size());
        assertThat(buffer.accepted() + buffer.duplicates()).isEqualTo(arrival.size());
        assertThat(buffer.waitingBuckets()).isZero();
        assertThat(buffer.remembered()).isZero();
        return released;
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> release, List<MarketEvent> events)
            throws Exception {
        long maxTsMs = 0;
        for (MarketEvent event : events) {
            process(release, event);
            maxTsMs = Math.max(maxTsMs, event.tsMs());
            release.processWatermark(new Watermark(maxTsMs - LATENESS_MS - 1));
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> harness(boolean objectReuse)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReleaseFunction(RULE, MarketEvents.PROBES)),
                MarketEvent::symbol,
                Types.STRING);
        if (objectReuse) {
            harness.getExecutionConfig().enableObjectReuse();
        }
        return harness;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> opened(boolean objectReuse)
            throws Exception {
        var harness = harness(objectReuse);
        harness.open();
        return harness;
    }

    private static void process(
            KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, MarketEvent> release, MarketEvent event)
            throws Exception {
        release.processElement(new StreamRecord<>(event, event.eventTimeMs()));
    }
}
