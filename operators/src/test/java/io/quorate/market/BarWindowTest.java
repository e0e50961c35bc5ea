package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.BarState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // the harness declares close() throws Exception
class BarWindowTest {

    private static final long INTERVAL_MS = 100;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void windowAndPlainSeriesGiveTheBarsOfTheOracle(long seed) throws Exception {
        List<MarketEvent> trades = trades(seed);
        List<Sample> expected = oracle(trades);
        Random random = new Random(seed);
        BarSeries series = new BarSeries(INTERVAL_MS);
        List<Sample> plain = new ArrayList<>();
        try (var window = window()) {
            window.open();
            for (MarketEvent trade : trades) {
                window.processElement(new StreamRecord<>(trade, trade.tsMs()));
                series.add(trade);
                if (random.nextInt(3) == 0) {
                    window.processWatermark(new Watermark(trade.tsMs() - 1));
                    series.advance(trade.tsMs() - 1, plain::add);
                    assertThat(window.extractOutputValues()).isEqualTo(plain);
                }
            }
            window.processWatermark(Watermark.MAX_WATERMARK);
            series.advance(Long.MAX_VALUE, plain::add);
            assertThat(window.extractOutputValues()).isEqualTo(plain);
            assertThat(window.numKeyedStateEntries()).isZero();
        }
        assertThat(plain).hasSameSizeAs(expected);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(plain.get(i).vwap())
                    .isCloseTo(
                            expected.get(i).vwap(), within(1e-12 * plain.get(i).close()));
            assertThat(withVwap(plain.get(i), 0)).isEqualTo(withVwap(expected.get(i), 0));
        }
    }

    @Test
    void barIsEmittedWhenTheLastMillisecondOfItsWindowHasPassed() {
        BarSeries series = new BarSeries(INTERVAL_MS);
        List<Sample> closed = new ArrayList<>();
        series.add(MarketEvents.trade(199, "", 0));
        series.add(MarketEvents.trade(200, "", 1));
        series.advance(198, closed::add);
        assertThat(closed).isEmpty();
        series.advance(199, closed::add);
        assertThat(closed).extracting(Sample::tsMs).containsExactly(200L);
        series.advance(299, closed::add);
        assertThat(closed).extracting(Sample::tsMs).containsExactly(200L, 300L);
    }

    @Test
    void silentIntervalMakesNoBar() {
        BarSeries series = new BarSeries(INTERVAL_MS);
        List<Sample> closed = new ArrayList<>();
        series.add(MarketEvents.trade(50, "", 0));
        series.add(MarketEvents.trade(950, "", 1));
        series.advance(5_000, closed::add);
        assertThat(closed).extracting(Sample::tsMs).containsExactly(100L, 1_000L);
    }

    @Test
    void vwapIsTheCloseWhenNothingWasTradedOrSumsOverflow() {
        assertThat(barOf(0, 0, 5, 7).vwap()).isEqualTo(7);
        Sample huge = barOf(1e308, 1e308, 5, 7);
        assertThat(huge.vwap()).isEqualTo(7);
        assertThat(huge.volume()).isEqualTo(Double.MAX_VALUE);
    }

    @Test
    void vwapNeverLeavesTheRangeOfTheBar() {
        Random random = new Random(9);
        for (int i = 0; i < 10_000; i++) {
            double price = 48.83 + random.nextInt(3) * 0.01;
            Sample bar = barOf(random.nextInt(1_000) * 0.1, random.nextInt(1_000) * 0.1, price, price);
            assertThat(bar.vwap()).isBetween(bar.low(), bar.high());
        }
    }

    @Test
    void mergedPartsAreTheWholeBar() {
        List<MarketEvent> trades = trades(3);
        BarState whole = new BarState();
        BarState first = new BarState();
        BarState second = new BarState();
        for (int i = 0; i < trades.size(); i++) {
            BarBuilder.add(whole, trades.get(i));
            BarBuilder.add(i < 100 ? first : second, trades.get(i));
        }
        Sample merged = BarBuilder.close(BarBuilder.merge(BarBuilder.merge(new BarState(), first), second), 1, 1);
        assertThat(withVwap(merged, 0)).isEqualTo(withVwap(BarBuilder.close(whole, 1, 1), 0));
    }

    @Test
    void oneRecordIsOneSample() {
        assertThat(new SampleFunction().map(MarketEvent.trade("x", "S", 5, "1", 2.5, 3, 0, 0)))
                .isEqualTo(new Sample("S", 5, 2.5, 2.5, 2.5, 2.5, 3, 1, 2.5));
        assertThat(new SampleFunction().map(MarketEvent.bar("x", "S", 5, 10, 2, 4, 1, 3, 9, 0, 0)))
                .isEqualTo(new Sample("S", 15, 2, 4, 1, 3, 9, 0, 3, 10));
    }

    @Test
    void barsAreBuiltFromTradesInOrderOnly() {
        BarSeries series = new BarSeries(INTERVAL_MS);
        series.add(MarketEvents.trade(250, "", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.add(MarketEvents.trade(150, "", 1)))
                .withMessageContaining("expected trades in event-time order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> series.add(MarketEvent.bar("x", "S", 300, 10, 2, 4, 1, 3, 9, 0, 0)))
                .withMessageContaining("expected a TRADE");
    }

    private static Sample barOf(double firstSize, double lastSize, double firstPrice, double lastPrice) {
        BarState bar = new BarState();
        BarBuilder.add(bar, MarketEvent.trade("x", "S", 1, "", firstPrice, firstSize, 0, 0));
        BarBuilder.add(bar, MarketEvent.trade("x", "S", 2, "", lastPrice, lastSize, 0, 1));
        return BarBuilder.close(bar, 100, 100);
    }

    private static List<MarketEvent> trades(long seed) {
        Random random = new Random(seed);
        List<MarketEvent> trades = new ArrayList<>();
        long tsMs = 1_000;
        for (int i = 0; i < 2_000; i++) {
            tsMs += random.nextInt(20) == 0 ? random.nextInt(500) : random.nextInt(10);
            double price = 100 + random.nextInt(200) * 0.01;
            trades.add(MarketEvent.trade("x", "S", tsMs, "", price, random.nextInt(50), 0, i));
        }
        return trades;
    }

    /** Groups by window, then looks at each group with streams. */
    private static List<Sample> oracle(List<MarketEvent> trades) {
        Map<Long, List<MarketEvent>> byEnd = new TreeMap<>();
        trades.forEach(trade -> byEnd.computeIfAbsent(
                        (trade.tsMs() / INTERVAL_MS + 1) * INTERVAL_MS, end -> new ArrayList<>())
                .add(trade));
        List<Sample> bars = new ArrayList<>();
        byEnd.forEach((end, group) -> {
            double volume = group.stream().mapToDouble(MarketEvent::size).sum();
            double notional =
                    group.stream().mapToDouble(t -> t.price() * t.size()).sum();
            double close = group.get(group.size() - 1).price();
            bars.add(new Sample(
                    "S",
                    end,
                    group.get(0).price(),
                    group.stream().mapToDouble(MarketEvent::price).max().orElseThrow(),
                    group.stream().mapToDouble(MarketEvent::price).min().orElseThrow(),
                    close,
                    volume,
                    group.size(),
                    volume == 0 ? close : notional / volume));
        });
        return bars;
    }

    private static Sample withVwap(Sample bar, double vwap) {
        return new Sample(
                bar.symbol(),
                bar.tsMs(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.trades(),
                vwap);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MarketEvent, Sample> window() throws Exception {
        var assigner = TumblingEventTimeWindows.of(Duration.ofMillis(INTERVAL_MS));
        var builder = new WindowOperatorBuilder<>(
                assigner,
                assigner.getDefaultTrigger(),
                new ExecutionConfig(),
                TypeInformation.of(MarketEvent.class),
                MarketEvent::symbol,
                Types.STRING);
        OneInputStreamOperator<MarketEvent, Sample> operator =
                builder.aggregate(new BarAggregate(), new BarWindowFunction(), TypeInformation.of(BarState.class));
        return new KeyedOneInputStreamOperatorTestHarness<>(operator, MarketEvent::symbol, Types.STRING);
    }
}
