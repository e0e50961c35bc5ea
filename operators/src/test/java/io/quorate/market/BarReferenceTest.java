package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bars of a million real trades against bars computed independently. Skipped where the reference data is absent. */
class BarReferenceTest {

    private static final String TRADES = "data/lean_equity_trades_20131007-08.csv.gz";

    @ParameterizedTest
    @CsvSource({"1s,1000", "1m,60000"})
    void barsOfRealTradesAreThoseOfTheReference(String name, long intervalMs) throws IOException {
        Path shared = shared();
        Path bars = shared.resolve("reference/bars_" + name + "_equity_trades_20131007-08.csv.gz");
        assumeTrue(Files.exists(bars) && Files.exists(shared.resolve(TRADES)), "no reference data at " + shared);
        Map<String, List<Sample>> expected = new TreeMap<>();
        lines(
                bars,
                f -> expected.computeIfAbsent(f[0], symbol -> new ArrayList<>())
                        .add(new Sample(
                                f[0],
                                Long.parseLong(f[1]) + intervalMs,
                                Double.parseDouble(f[2]),
                                Double.parseDouble(f[3]),
                                Double.parseDouble(f[4]),
                                Double.parseDouble(f[5]),
                                Double.parseDouble(f[6]),
                                Long.parseLong(f[7]),
                                Double.parseDouble(f[8]))));
        Map<String, List<Sample>> actual = barsOf(shared.resolve(TRADES), intervalMs);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((symbol, reference) -> assertSame(actual.getOrDefault(symbol, List.of()), reference));
    }

    private static Map<String, List<Sample>> barsOf(Path trades, long intervalMs) throws IOException {
        Map<String, ReleaseBuffer> buffers = new TreeMap<>();
        Map<String, BarSeries> series = new TreeMap<>();
        Map<String, List<Sample>> bars = new TreeMap<>();
        long[] row = {0};
        lines(trades, f -> {
            long tsMs = Long.parseLong(f[1]);
            MarketEvent trade = MarketEvent.trade(
                    "lean",
                    f[0],
                    tsMs,
                    "trades.csv#" + row[0],
                    Double.parseDouble(f[2]),
                    Double.parseDouble(f[3]),
                    0,
                    row[0]++);
            BarSeries own = series.computeIfAbsent(f[0], symbol -> new BarSeries(intervalMs));
            List<Sample> closed = bars.computeIfAbsent(f[0], symbol -> new ArrayList<>());
            ReleaseBuffer buffer =
                    buffers.computeIfAbsent(f[0], symbol -> new ReleaseBuffer(new DedupeRule(60_000, false)));
            assertThat(buffer.add(trade)).isTrue();
            buffer.advance(tsMs - 21, own::add);
            own.advance(tsMs - 21, closed::add);
        });
        buffers.forEach((symbol, buffer) -> {
            BarSeries own = series.getOrDefault(symbol, new BarSeries(intervalMs));
            buffer.advance(Long.MAX_VALUE, own::add);
            own.advance(Long.MAX_VALUE, bars.getOrDefault(symbol, new ArrayList<>())::add);
            assertThat(buffer.duplicates()).isZero();
        });
        return bars;
    }

    private static void assertSame(List<Sample> actual, List<Sample> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            Sample a = actual.get(i);
            Sample e = expected.get(i);
            boolean equal = a.tsMs() == e.tsMs()
                    && a.open() == e.open()
                    && a.high() == e.high()
                    && a.low() == e.low()
                    && a.close() == e.close()
                    && a.volume() == e.volume()
                    && a.trades() == e.trades()
                    && Math.abs(a.vwap() - e.vwap()) <= 1e-9 * e.vwap();
            assertThat(equal).as("expected %s, was %s", e, a).isTrue();
        }
    }

    private static void lines(Path path, Consumer<String[]> row) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                row.accept(line.split(",", -1));
            }
        }
    }

    private static Path shared() {
        String given = System.getProperty("quorate.shared");
        if (given != null) {
            return Path.of(given);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/reference"))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of("shared") : folder.resolve("shared");
    }
}
