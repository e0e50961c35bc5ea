package io.quorate.job.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    private static final String HEADER = "symbol,ts_ms,price,size\n";

    @TempDir
    private Path dir;

    @Test
    void tradesGetTheirRowAsIdentity() throws IOException {
        List<MarketEvent> trades = TradeCsv.read(file("t.csv", HEADER + "A,10,1.5,2\n\nB,20,3,0\n"), "v");
        assertThat(trades)
                .containsExactly(
                        MarketEvent.trade("v", "A", 10, "t.csv#1", 1.5, 2, 0, 0),
                        MarketEvent.trade("v", "B", 20, "t.csv#2", 3, 0, 0, 1));
    }

    @Test
    void aGivenIdIsKeptAndAnEmptyOneReplaced() throws IOException {
        Path file = file("t.csv", "symbol,ts_ms,price,size,id\nA,10,1,2,x7\nA,10,1,2,\n");
        assertThat(TradeCsv.read(file, "v")).extracting(MarketEvent::id).containsExactly("x7", "t.csv#2");
    }

    @Test
    void byteOrderMarkCrlfQuotesAndGzipAreRead() throws IOException {
        Path plain = file("t.csv", "\uFEFFSymbol,TS_MS,price,size\r\n\"A,\"\"B\",10,1,2\r\n");
        assertThat(TradeCsv.read(plain, "v")).extracting(MarketEvent::symbol).containsExactly("A,\"B");
        Path zipped = dir.resolve("z.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write((HEADER + "A,10,1,2\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(TradeCsv.read(zipped, "v")).extracting(MarketEvent::id).containsExactly("z.csv.gz#1");
    }

    @Test
    void aBackwardFileIsTurnedRoundEqualTimesIncluded() throws IOException {
        Path file = file("t.csv", HEADER + "A,30,1,1\nA,20,2,1\nA,20,3,1\nA,10,4,1\n");
        assertThat(TradeCsv.read(file, "v")).extracting(MarketEvent::price).containsExactly(4.0, 3.0, 2.0, 1.0);
    }

    @Test
    void anUnsortedFileIsSortedEqualTimesInFileOrder() throws IOException {
        Path file = file("t.csv", HEADER + "A,20,1,1\nA,20,2,1\nA,10,3,1\nA,20,4,1\n");
        assertThat(TradeCsv.read(file, "v")).extracting(MarketEvent::price).containsExactly(3.0, 1.0, 2.0, 4.0);
    }

    @Test
    void valuesTheJobMustRefuseArePassedOn() throws IOException {
        assertThat(TradeCsv.read(file("t.csv", HEADER + "A,10,-1,-2\n"), "v"))
                .extracting(MarketEvent::price)
                .containsExactly(-1.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A,x,1,2      | t.csv:3: expected an integer in ts_ms, was 'x'",
                "A,10,NaN,2   | t.csv:3: expected a finite number in price, was 'NaN'",
                "A,10,1,      | t.csv:3: expected a finite number in size, was ''",
                "A,10,1       | t.csv:3: expected 4 fields, was 3",
                "A,10,1,2,3,4 | t.csv:3: expected 4 fields, was 6",
                "\"A,10,1,2   | t.csv:3: expected a closing quote, was the end of the line"
            })
    void mistakesNameFileAndLine(String row, String message) throws IOException {
        Path file = file("t.csv", HEADER + "A,1,1,1\n" + row + "\n");
        assertThatThrownBy(() -> TradeCsv.read(file, "v"))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void filesThatAreNotTradesAreNamed() throws IOException {
        Path missing = dir.resolve("none.csv");
        assertThatThrownBy(() -> TradeCsv.read(missing, "v")).hasMessage(missing + ": expected a file, was not there");
        assertThatThrownBy(() -> TradeCsv.read(dir, "v")).hasMessageContaining("was ");
        Path empty = file("e.csv", "");
        assertThatThrownBy(() -> TradeCsv.read(empty, "v")).hasMessage("e.csv:1: expected a header, was nothing");
        Path other = file("o.csv", "a,b\n");
        assertThatThrownBy(() -> TradeCsv.read(other, "v"))
                .hasMessage(
                        "o.csv:1: expected columns symbol,ts_ms,price,size[,id] or timestamp,price,amount, was a,b");
        Path notZipped = file("n.csv.gz", HEADER);
        assertThatThrownBy(() -> TradeCsv.read(notZipped, "v"))
                .hasMessage("n.csv.gz: expected gzip, was something else");
        Path latin = dir.resolve("l.csv");
        Files.write(latin, new byte[] {'s', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> TradeCsv.read(latin, "v")).hasMessage("l.csv:1: expected UTF-8, was something else");
    }

    @Test
    void barsAreRead() throws IOException {
        Path file = file("b.csv", "symbol,ts_ms,open,high,low,close,volume\nA,60000,1,3,0.5,2,10\n");
        List<MarketEvent> bars = BarCsv.read(file, "v", 60_000);
        assertThat(bars).containsExactly(MarketEvent.bar("v", "A", 60_000, 60_000, 1, 3, 0.5, 2, 10, 0, 0));
        assertThat(bars.get(0).eventTimeMs()).isEqualTo(120_000);
    }

    @Test
    void theRealTradesAreAllThereInOrder() {
        List<MarketEvent> trades = TradeCsv.bitstamp();
        assertThat(trades).hasSize(100_000).allSatisfy(trade -> {
            assertThat(trade.kind()).isEqualTo(EventKind.TRADE);
            assertThat(trade.price()).isPositive();
        });
        assertThat(trades).isSortedAccordingTo(java.util.Comparator.comparingLong(MarketEvent::tsMs));
        assertThat(trades.get(0).tsMs()).isEqualTo(1_385_337_600_000L);
        assertThat(new HashSet<>(trades.stream().map(MarketEvent::id).toList())).hasSize(100_000);
        long distinct = trades.stream()
                .map(t -> t.tsMs() + "|" + t.price() + "|" + t.size())
                .distinct()
                .count();
        assertThat(trades.size() - distinct).isEqualTo(2_173);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
