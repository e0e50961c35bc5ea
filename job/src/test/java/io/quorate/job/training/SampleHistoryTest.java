package io.quorate.job.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.feature.FeatureStep;
import io.quorate.job.fault.UserError;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleHistoryTest {
    private static final List<Integer> WINDOWS = List.of(5, 10);

    @TempDir
    private Path dir;

    @Test
    void barsAreThoseOfAPlainGroupingByMinute() {
        for (long seed = 1; seed <= 3; seed++) {
            List<MarketEvent> trades = new GeneratedTrades(1, 12_345, seed).steps(20_000);
            List<FeatureVector> vectors =
                    vectors(new MarketHistory(trades, InputKind.TRADES), options(60_000, Long.MAX_VALUE));
            List<Sample> bars = naiveBars(trades);
            assertThat(vectors).as("seed %d", seed).hasSizeGreaterThan(10);
            FeatureStep step = new FeatureStep(options(0, 0).layout());
            FeatureState state = step.newState();
            List<FeatureVector> expected = new ArrayList<>();
            for (Sample bar : bars) {
                FeatureVector vector = step.next(state, bar);
                if (vector != null) {
                    expected.add(vector);
                }
            }
            assertThat(vectors).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void nothingAfterTheEndIsUsed() {
        List<MarketEvent> trades = new GeneratedTrades(2, 0, 5).steps(3_000);
        long untilMs = 120_000;
        List<FeatureVector> cut = vectors(new MarketHistory(trades, InputKind.TRADES), options(1_000, untilMs));
        List<MarketEvent> early =
                trades.stream().filter(t -> t.tsMs() <= untilMs).toList();
        assertThat(cut).isEqualTo(vectors(new MarketHistory(early, InputKind.TRADES), options(1_000, untilMs)));
        assertThat(cut).allMatch(v -> v.sample().tsMs() <= untilMs);
        assertThat(cut.get(cut.size() - 1).sample().tsMs()).isEqualTo(untilMs);
    }

    @Test
    void recordsAreCountedOnceEach() {
        List<MarketEvent> trades = new ArrayList<>(new GeneratedTrades(1, 1_000, 5).steps(100));
        trades.add(trades.get(99).at(0, 100));
        trades.add(MarketEvent.trade("v", "S0", 20_000, "bad", -1, 1, 0, 101));
        trades.add(MarketEvent.trade("v", "S0", 90_000, "far", 1, 1, 0, 102));
        SampleHistory history = SampleHistory.of(new MarketHistory(trades, InputKind.TRADES), options(0, 50_000));
        HistoryCounts counts = history.forEach(v -> {});
        assertThat(counts).isEqualTo(new HistoryCounts(103, 100, 1, 1, 1, 100, 81, 1));
        assertThat(history.firstRejection()).startsWith("PRICE_NOT_POSITIVE in bad: price: expected > 0");
    }

    @Test
    void filesOfTradesAreOneHistoryZippedOrNot() throws IOException {
        String head = "symbol,ts_ms,price,size,id\n";
        Path one = Files.writeString(dir.resolve("one.csv"), head + "A,1000,10,1,1\nA,3000,12,1,3\n");
        Path two = dir.resolve("two.csv.gz");
        try (Writer w =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(two)), StandardCharsets.UTF_8)) {
            w.write(head + "A,2000,11,1,2\n");
        }
        MarketHistory history = MarketHistory.read(List.of(one, two), 0);
        assertThat(history.kind()).isEqualTo(InputKind.TRADES);
        assertThat(history.events()).extracting(MarketEvent::price).containsExactly(10.0, 11.0, 12.0);
        assertThat(history.events()).extracting(MarketEvent::offset).containsExactly(0L, 1L, 2L);
    }

    @Test
    void readyBarsTakeTheirIntervalFromTheirDistance() throws IOException {
        String head = "symbol,ts_ms,open,high,low,close,volume\n";
        Path file = Files.writeString(
                dir.resolve("bars.csv"),
                head + "A,0,1,2,1,2,5\nB,500,1,2,1,2,5\nA,60000,1,2,1,2,5\nA,180000,1,2,1,2,5\n");
        assertThat(MarketHistory.read(List.of(file), 0).barIntervalMs()).isEqualTo(60_000);
        assertThat(MarketHistory.read(List.of(file), 30_000).events())
                .extracting(MarketEvent::eventTimeMs)
                .containsExactly(30_000L, 30_500L, 90_000L, 210_000L);
    }

    @Test
    void filesThatAreNoHistorySaySo() throws IOException {
        Path other = Files.writeString(dir.resolve("x.csv"), "a,b\n1,2\n");
        Path bars = Files.writeString(
                dir.resolve("bars.csv"), "symbol,ts_ms,open,high,low,close,volume\nA,0,1,2,1,2,5\nA,x,1,2,1,2,5\n");
        Path trades = Files.writeString(dir.resolve("t.csv"), "symbol,ts_ms,price,size\nA,0,1,2\n");
        assertThatThrownBy(() -> MarketHistory.read(List.of(other), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("x.csv:1: expected the columns of trades");
        assertThatThrownBy(() -> MarketHistory.read(List.of(bars), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("bars.csv:3: expected an integer in ts_ms");
        assertThatThrownBy(() -> MarketHistory.read(List.of(trades, bars), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected TRADES as in");
        Path noZip = Files.writeString(dir.resolve("t.csv.gz"), "symbol");
        assertThatThrownBy(() -> MarketHistory.read(List.of(noZip), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected gzip");
    }

    private static List<FeatureVector> vectors(MarketHistory history, HistoryOptions options) {
        List<FeatureVector> vectors = new ArrayList<>();
        SampleHistory.of(history, options).forEach(vectors::add);
        return vectors;
    }

    private static HistoryOptions options(long barMs, long untilMs) {
        return new HistoryOptions(barMs, untilMs, WINDOWS, HistoryOptions.DEDUPE);
    }

    private static List<Sample> naiveBars(List<MarketEvent> trades) {
        TreeMap<Long, List<MarketEvent>> minutes = new TreeMap<>();
        trades.forEach(t -> minutes.computeIfAbsent(t.tsMs() / 60_000, m -> new ArrayList<>())
                .add(t));
        List<Sample> bars = new ArrayList<>();
        minutes.forEach((minute, in) -> {
            double volume = 0;
            double notional = 0;
            for (MarketEvent t : in) {
                volume += t.size();
                notional += t.price() * t.size();
            }
            double high = in.stream().mapToDouble(MarketEvent::price).max().orElseThrow();
            double low = in.stream().mapToDouble(MarketEvent::price).min().orElseThrow();
            bars.add(new Sample(
                    "S0",
                    (minute + 1) * 60_000,
                    in.get(0).price(),
                    high,
                    low,
                    in.get(in.size() - 1).price(),
                    volume,
                    in.size(),
                    Math.min(high, Math.max(low, notional / volume)),
                    60_000));
        });
        return bars;
    }
}
