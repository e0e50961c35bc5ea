package io.quorate.job.batch;

import static io.quorate.job.batch.BatchFiles.lines;
import static io.quorate.job.batch.BatchFiles.run;
import static io.quorate.job.batch.BatchFiles.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code quorate bars} and {@code quorate features}, from file to file. */
class BatchCommandsTest {

    private static final String TRADES = "symbol,ts_ms,price,size\n";
    private static final String BARS = "symbol,ts_ms,open,high,low,close,volume\n";

    @TempDir
    private Path dir;

    @Test
    void featuresOfRealBarsEqualTheIndependentResults() throws IOException {
        Path reference = reference("reference/features_equity_hour_last1500.csv.gz");
        Path output = dir.resolve("f.csv");
        run(0, "features", "--input", reference.toString(), "--output", output.toString());
        List<String> expected = lines(reference);
        List<String> actual = lines(output);
        assertThat(actual).hasSameSizeAs(expected);
        List<String> expectedHeader = List.of(expected.get(0).split(",", -1));
        List<String> header = List.of(actual.get(0).split(",", -1));
        assertThat(header).containsAll(expectedHeader.subList(7, expectedHeader.size()));
        for (int i = 1; i < expected.size(); i++) {
            String[] e = expected.get(i).split(",", -1);
            String[] a = actual.get(i).split(",", -1);
            assertThat(a[0] + a[1]).isEqualTo(e[0] + e[1]);
            for (int c = 7; c < e.length; c++) {
                String column = expectedHeader.get(c);
                same(column, e[c], a[header.indexOf(column)], Double.parseDouble(e[5]));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1s", "1m"})
    void barsOfRealTradesEqualTheIndependentResults(String interval) throws IOException {
        Path trades = reference("data/lean_equity_trades_20131007-08.csv.gz");
        Path output = dir.resolve("b.csv");
        run(0, "bars", "--input", trades.toString(), "--interval", interval, "--output", output.toString());
        List<String> expected = lines(reference("reference/bars_" + interval + "_equity_trades_20131007-08.csv.gz"));
        List<String> actual = lines(output);
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(actual.get(0)).isEqualTo(expected.get(0));
        Map<String, String[]> byBar = new HashMap<>();
        actual.subList(1, actual.size()).forEach(line -> byBar.put(bar(line), line.split(",")));
        for (String line : expected.subList(1, expected.size())) {
            String[] e = line.split(",");
            String[] a = Objects.requireNonNull(byBar.get(bar(line)), line);
            for (int c = 2; c < 8; c++) {
                assertThat(Double.parseDouble(a[c])).as(line).isEqualTo(Double.parseDouble(e[c]));
            }
            same("vwap", e[8], a[8], 1);
        }
    }

    @Test
    void aBarBearsItsOpenTimeAndEmptyWindowsHaveNone() throws IOException {
        Path input = file("t.csv", TRADES + "A,61000,10,1\nB,61000,5,1\nA,90000,12,3\nA,180000,11,2\n");
        assertThat(bars(input, "--interval", "1m"))
                .containsExactly(
                        "symbol,ts_ms,open,high,low,close,volume,trades,vwap",
                        "A,60000,10,12,10,12,4,2,11.5",
                        "A,180000,11,11,11,11,2,1,11",
                        "B,60000,5,5,5,5,1,1,5");
    }

    @Test
    void repeatsOfAnIdAreOneTradeAndEqualTradesWithoutIdAreTwo() throws IOException {
        Path with = file("i.csv", "symbol,ts_ms,price,size,id\nA,1,10,1,x\nA,1,10,1,x\nA,1,10,1,y\n");
        assertThat(bars(with, "--interval", "1s").get(1)).isEqualTo("A,0,10,10,10,10,2,2,10");
        Path without = file("t.csv", TRADES + "A,1,10,1\nA,1,10,1\nA,1,10,1\n");
        assertThat(bars(without, "--interval", "1s").get(1)).isEqualTo("A,0,10,10,10,10,3,3,10");
    }

    @Test
    void equalIdsOfTwoVenuesAreTwoTrades() throws IOException {
        Path input = file("v.csv", "symbol,ts_ms,price,size,id,venue\nA,1,10,1,7,x\nA,1,11,1,7,y\nA,1,11,1,7,y\n");
        assertThat(bars(input, "--interval", "1s").get(1)).isEqualTo("A,0,10,11,10,11,2,2,10.5");
    }

    @Test
    void disorderWithinTheLatenessIsPutRightAndTheRestDropped() throws IOException {
        List<String> rows = new ArrayList<>(lines(BatchFiles.trades(dir.resolve("s.csv"), 3, 1_000_000, 2_000)));
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, rows.get(i) + (i == 0 ? ",id" : "," + i));
        }
        Path sorted = file("s.csv", String.join("\n", rows) + "\n");
        for (int i = 2; i + 1 < rows.size(); i += 5) {
            rows.add(i, rows.remove(i + 1));
        }
        Path shuffled = file("u.csv", String.join("\n", rows) + "\n");
        String error = run(2, "bars", "--interval", "10s", "--input", shuffled.toString(), "--output", out());
        assertThat(error).containsPattern("u.csv:\\d+: expected trades of S\\d in time order, was \\d+ after \\d+");
        assertThat(bars(shuffled, "--interval", "10s", "--lateness", "5s").stream()
                        .sorted())
                .isEqualTo(bars(sorted, "--interval", "10s").stream().sorted().toList());
        rows.add("S1,1,1,1,X,0");
        Path late = file("l.csv", String.join("\n", rows) + "\n");
        assertThat(bars(late, "--interval", "10s", "--lateness", "5s"))
                .isEqualTo(bars(shuffled, "--interval", "10s", "--lateness", "5s"));
    }

    @Test
    void severalFilesAndFormatsGiveTheRowsOfOne() throws IOException {
        Path whole = BatchFiles.trades(dir.resolve("w.csv"), 4, 1_000_000, 3_000);
        List<String> rows = lines(whole);
        Path folder = Files.createDirectory(dir.resolve("parts"));
        Files.write(folder.resolve("1.csv"), rows.subList(0, 1_000));
        List<String> second = new ArrayList<>(rows.subList(1_000, rows.size()));
        second.add(0, rows.get(0));
        Files.write(folder.resolve("2.csv"), second);
        List<String> bars = bars(whole, "--interval", "5s");
        assertThat(bars(folder, "--interval", "5s")).isEqualTo(bars);
        Path one = file("b.csv", String.join("\n", bars) + "\n");
        Path parquet = dir.resolve("b.parquet");
        run(0, "bars", "--interval", "5s", "--input", folder.toString(), "--output", parquet.toString());
        assertThat(features(parquet)).isEqualTo(features(one)).hasSameSizeAs(bars);
    }

    @Test
    void chosenColumnsComeInTheOrderAskedFor() throws IOException {
        Path input = file("b.csv", BARS + "A,1,1,2,1,2,5\nA,2,2,4,2,4,5\nA,3,4,5,4,5,5\n");
        assertThat(features(input, "--windows", "2", "--columns", "roc_2,min_2,obv"))
                .containsExactly("symbol,ts_ms,roc_2,min_2,obv", "A,1,,,0", "A,2,,2,5", "A,3,150,4,10");
        assertThat(features(input, "--windows", "2", "--view", "model", "--columns", "min_2_rel"))
                .containsExactly("symbol,ts_ms,min_2_rel", "A,1,", "A,2,0.5", "A,3,0.8");
        assertThat(run(2, "features", "--input", input.toString(), "--output", out(), "--columns", "nope"))
                .contains("expected a feature of these windows, was 'nope'");
        assertThat(run(2, "features", "--input", input.toString(), "--output", out(), "--windows", "5,5"))
                .contains("expected ascending windows");
    }

    @Test
    void interleavedSymbolsAreApart() throws IOException {
        Path both = file("b.csv", BARS + "A,1,1,1,1,1,1\nB,1,5,5,5,5,1\nA,2,2,2,2,2,1\nB,2,5,5,5,5,1\n");
        assertThat(features(both, "--columns", "logret"))
                .containsExactly("symbol,ts_ms,logret", "A,1,", "B,1,", "A,2,0.6931471805599453", "B,2,0");
    }

    @Test
    void aHeaderAloneGivesAHeaderAlone() throws IOException {
        assertThat(bars(file("t.csv", TRADES), "--interval", "1s")).hasSize(1);
        assertThat(features(file("b.csv", BARS))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,1,1,1,1,x,1 | b.csv:3: expected a number in close, was 'x'",
                "A,0,1,1,1,1,1 | b.csv:3: expected rows of A in time order, was 0 after 1",
                "A,2,1,1,1     | b.csv:3: expected 7 fields, was 5"
            })
    void aRowThatIsNoneStopsWithFileAndLine(String row, String message) throws IOException {
        Path input = file("b.csv", BARS + "A,1,1,1,1,1,1\n" + row + "\n");
        Path output = dir.resolve("none.csv");
        assertThat(run(2, "features", "--input", input.toString(), "--output", output.toString()))
                .isEqualTo("error: " + message + "\n");
        assertThat(output).doesNotExist();
    }

    @Test
    void filesThatAreNoInputAreNamed() throws IOException {
        assertThat(run(2, "features", "--input", file("e.csv", "").toString(), "--output", out()))
                .contains("e.csv:1: expected a header, was nothing");
        assertThat(run(2, "features", "--input", file("t.csv", TRADES).toString(), "--output", out()))
                .contains("t.csv:1: expected columns symbol,ts_ms,open,high,low,close,volume, was without open");
        assertThat(run(
                        2,
                        "bars",
                        "--interval",
                        "1s",
                        "--input",
                        dir.resolve("no").toString(),
                        "--output",
                        out()))
                .contains("expected a file, was not there");
        Path self = file("b.csv", BARS);
        assertThat(run(2, "features", "--input", self.toString(), "--output", self.toString()))
                .contains("expected another file than the input");
        assertThat(run(2, "features", "--input", self.toString(), "--output", out(), "--parallelism", "2"))
                .contains("expected --parallelism 1 to 128 with --flink");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A,2,1,1,1,nan,1",
                "A,2,1,1,1,,1",
                "A,2,0,1,0,1,1",
                "A,2,1,1,1,1,-1",
                "A,2,2,1,1,1,1",
                "A,2,1,1,1,inf,1"
            })
    void rowsTheMarketsRulesRefuseAreLeftOutAndCountedOrStopAStrictRun(String row) throws IOException {
        Path input = file("b.csv", BARS + "A,1,1,1,1,1,1\n" + row + "\nA,3,2,2,2,2,1\n");
        String warning = run(0, "features", "--input", input.toString(), "--output", out(), "--columns", "logret");
        assertThat(warning).startsWith("warning: 1 rows refused and left out, the first at b.csv:3: ");
        assertThat(lines(Path.of(out()))).hasSize(3).last().isEqualTo("A,3,0.6931471805599453");
        assertThat(run(2, "features", "--strict", "--input", input.toString(), "--output", out()))
                .startsWith("error: b.csv:3: ");
    }

    @Test
    void fiveMinuteBarsSeeAnHourOnceItHasClosed() throws IOException {
        StringBuilder text = new StringBuilder(BARS);
        for (int i = 0; i < 36; i++) {
            double close = 100 + i;
            text.append("A,")
                    .append(i * 300_000L)
                    .append(",99,200,50,")
                    .append(close)
                    .append(',')
                    .append(close)
                    .append('\n');
        }
        String low = text.toString().replaceAll(",99,200,50,(\\S+),\\S+", ",99,200,50,$1,1");
        List<String> rows = features(
                file("b.csv", low), "--windows", "2", "--higher", "1h:2", "--bars", "5m", "--columns", "max_2@1h");
        assertThat(rows.subList(0, 24)).allMatch(row -> row.equals(rows.get(0)) || row.endsWith(","));
        // stamped 01:50 and 01:55
        assertThat(rows.get(23)).isEqualTo("A,6600000,");
        assertThat(rows.get(24)).isEqualTo("A,6900000,123");
        assertThat(rows.get(35)).isEqualTo("A,10200000,123");
        assertThat(rows.get(36)).isEqualTo("A,10500000,135");
        assertThat(run(2, "features", "--input", out(), "--output", out() + "2", "--higher", "1h:2"))
                .contains("expected --bars with --higher");
    }

    @Test
    void barsMissingInsideTheSessionAreCarriedForwardAndFlagged() throws IOException {
        // 2013-10-07 19:58 and 2013-10-08 13:31 UTC
        Path input = file("t.csv", TRADES + "A,1381175880000,10,1\nA,1381239060000,12,3\n");
        assertThat(bars(input, "--interval", "1m", "--session", "America/New_York MON-FRI 09:30-16:00"))
                .containsExactly(
                        "symbol,ts_ms,open,high,low,close,volume,trades,vwap,filled",
                        "A,1381175880000,10,10,10,10,1,1,10,0",
                        "A,1381175940000,10,10,10,10,0,0,10,1",
                        "A,1381239000000,10,10,10,10,0,0,10,1",
                        "A,1381239060000,12,12,12,12,3,1,12,0");
        assertThat(run(2, "bars", "--interval", "1m", "--input", input.toString(), "--output", out(), "--session", "x"))
                .contains("--session: expected a session like");
    }

    @Test
    void theTimeZoneOfTheProcessChangesNothing() throws IOException {
        // the weekends on which New York changes its clocks
        TimeZone before = TimeZone.getDefault();
        List<List<String>> results = new ArrayList<>();
        try {
            for (String zone : List.of("UTC", "America/New_York", "Asia/Kolkata")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                List<String> rows = new ArrayList<>();
                for (long weekendMs : new long[] {1_362_873_600_000L, 1_383_436_800_000L}) {
                    Path trades = BatchFiles.trades(dir.resolve("z.csv"), 5, weekendMs, 3_000);
                    List<String> bars = bars(trades, "--interval", "1m");
                    rows.addAll(bars);
                    rows.addAll(features(file("b.csv", String.join("\n", bars) + "\n"), "--windows", "2,3"));
                }
                results.add(rows);
            }
        } finally {
            TimeZone.setDefault(before);
        }
        assertThat(results.get(1)).isEqualTo(results.get(0));
        assertThat(results.get(2)).isEqualTo(results.get(0));
    }

    private static void same(String column, String expected, String actual, double close) {
        if (expected.isEmpty() || actual.isEmpty()) {
            assertThat(actual).as(column).isEqualTo(expected);
            return;
        }
        double e = Double.parseDouble(expected);
        double a = Double.parseDouble(actual);
        double relative = column.contains("skew") || column.contains("kurt") ? 1e-7 : 1e-9;
        double scale = column.matches("(mean|std|min|max|atr|slope)_.*|macd.*") ? close : 1;
        double room = relative * Math.max(Math.abs(a), Math.abs(e)) + 1e-12 * scale;
        assertThat(Math.abs(a - e)).as("%s: expected %s, was %s", column, e, a).isLessThanOrEqualTo(room);
    }

    private static String bar(String line) {
        return line.substring(0, line.indexOf(',', line.indexOf(',') + 1));
    }

    private List<String> bars(Path input, String... more) throws IOException {
        return output("bars", input, more);
    }

    private List<String> features(Path input, String... more) throws IOException {
        return output("features", input, more);
    }

    private List<String> output(String command, Path input, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(command, "--input", input.toString(), "--output", out()));
        args.addAll(List.of(more));
        run(0, args.toArray(String[]::new));
        return lines(Path.of(out()));
    }

    private String out() {
        return dir.resolve("out.csv").toString();
    }

    private static Path reference(String name) {
        Path file = shared(name);
        assumeTrue(Files.exists(file), "reference data absent: " + file);
        return file;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
