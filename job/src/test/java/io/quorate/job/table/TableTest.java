package io.quorate.job.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final TableColumns COLUMNS = new TableColumns(List.of("symbol", "ts_ms", "x"), List.of("y"));

    @TempDir
    private Path dir;

    @Test
    void columnsAreFoundByNameAndOthersIgnored() throws IOException {
        Path file = file("a.csv", "x, TS_MS ,note,Symbol\n1.5,10,\"a,b\",\"S\"\"1\"\n,20,,S2\n");
        assertThat(rows(file)).containsExactly("S\"1 10 1.5 -", "S2 20 NaN -");
    }

    @Test
    void anOptionalColumnIsReadWhenItIsThere() throws IOException {
        assertThat(rows(file("a.csv", "symbol,ts_ms,x,y\nS,1,2,3\n"))).containsExactly("S 1 2.0 3.0");
    }

    @Test
    void byteOrderMarkWindowsLineEndsAndEmptyLinesAreNoContent() throws IOException {
        Path file = file("a.csv", "\uFEFFsymbol,ts_ms,x\r\n\r\nS,1,2\r\n\nT,2,3");
        assertThat(rows(file)).containsExactly("S 1 2.0 -", "T 2 3.0 -");
    }

    @Test
    void aZippedFileIsReadByItsName() throws IOException {
        Path file = dir.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("symbol,ts_ms,x\nS,1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rows(file)).containsExactly("S 1 2.0 -");
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        assertThat(rows(file("a.csv", "symbol,ts_ms,x\n"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S,1,one   | a.csv:3: expected a number in x, was 'one'",
                "S,1,0x1p3 | a.csv:3: expected a number in x, was '0x1p3'",
                "S,1,1d    | a.csv:3: expected a number in x, was '1d'",
                "S,1.5,1   | a.csv:3: expected an integer in ts_ms, was '1.5'",
                "S,,1      | a.csv:3: expected an integer in ts_ms, was ''",
                "S,1       | a.csv:3: expected 3 fields, was 2",
                "S,1,2,3   | a.csv:3: expected 3 fields, was 4",
                "\"S,1,2   | a.csv:3: expected a closing quote, was the end of the line"
            })
    void mistakesNameFileAndLine(String row, String message) throws IOException {
        Path file = file("a.csv", "symbol,ts_ms,x\nS,1,1\n" + row + "\n");
        assertThatThrownBy(() -> rows(file)).isInstanceOf(UserError.class).hasMessage(message);
    }

    @Test
    void filesThatAreNoTablesAreNamed() throws IOException {
        assertThatThrownBy(() -> rows(file("e.csv", ""))).hasMessage("e.csv:1: expected a header, was nothing");
        assertThatThrownBy(() -> rows(file("m.csv", "symbol,x\n")))
                .hasMessage("m.csv:1: expected columns symbol,ts_ms,x, was without ts_ms");
        assertThatThrownBy(() -> rows(file("d.csv", "symbol,ts_ms,x,x\n")))
                .hasMessage("d.csv:1: expected column x once, was twice");
        assertThatThrownBy(() -> rows(file("z.csv.gz", "symbol")))
                .hasMessage("z.csv.gz: expected gzip, was something else");
        assertThatThrownBy(() -> rows(dir.resolve("none.csv"))).hasMessageContaining("expected a file, was not there");
        assertThatThrownBy(() -> rows(file("p.parquet", "symbol")))
                .hasMessageStartingWith("p.parquet: expected a Parquet file, was ");
        Path latin = dir.resolve("l.csv");
        Files.write(latin, new byte[] {'s', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> rows(latin)).hasMessage("l.csv:1: expected UTF-8, was something else");
    }

    @Test
    void aLineWithoutEndIsNotHeldInMemory() throws IOException {
        Path file = file("a.csv", "symbol,ts_ms,x\n" + "1".repeat(3 << 20));
        assertThatThrownBy(() -> rows(file)).hasMessage("a.csv:2: expected a line of at most 1 MiB, was longer");
    }

    @Test
    void linesLongerThanTheBufferAreWhole() throws IOException {
        StringBuilder text = new StringBuilder("symbol,ts_ms,x\n");
        for (int i = 0; i < 9; i++) {
            text.append("S".repeat(100_000 + i)).append(',').append(i).append(",1\n");
        }
        List<String> rows = rows(file("a.csv", text.toString()));
        assertThat(rows).hasSize(9);
        for (int i = 0; i < 9; i++) {
            assertThat(rows.get(i)).endsWith("S " + i + " 1.0 -").hasSize(100_000 + i + 8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.csv.gz", "out.parquet"})
    void numbersComeBackBitForBit(String name) {
        Random random = new Random(9);
        List<Double> written = new ArrayList<>(List.of(
                0.0,
                1.0,
                -1.5,
                1e22,
                9.999999999999999E22,
                1e-300,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                1.2345678901234568E17,
                1e15,
                0.1,
                2.0E-3));
        for (int i = 0; i < 20_000; i++) {
            written.add(i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(1_000_000) / 1e4);
        }
        written.removeIf(x -> !Double.isFinite(x));
        Path file = dir.resolve(name);
        try (TableWriter writer = TableWriter.open(file, List.of("x", "y"))) {
            for (int i = 0; i < written.size(); i++) {
                writer.row("S,\"é", i, new double[] {written.get(i), Double.NaN});
            }
            writer.commit();
        }
        List<Double> read = new ArrayList<>();
        try (TableReader reader = TableReader.open(file, COLUMNS)) {
            while (reader.next()) {
                assertThat(reader.text(0)).isEqualTo("S,\"é");
                assertThat(reader.integer(1)).isEqualTo(read.size());
                read.add(reader.number(2));
                assertThat(reader.number(3)).isNaN();
            }
        }
        assertThat(read).isEqualTo(written);
    }

    @Test
    void aTableThatWasNotFinishedLeavesNoFile() {
        Path file = dir.resolve("sub/out.csv");
        TableWriter writer = TableWriter.open(file, List.of("x"));
        writer.row("S", 1, new double[] {1});
        writer.close();
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void aFolderStandsForItsTablesInNameOrder() throws IOException {
        file("b.csv", "");
        file("a.parquet", "");
        file("c.csv.gz", "");
        file("notes.txt", "");
        assertThat(TableFormat.files(List.of(dir)))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("a.parquet", "b.csv", "c.csv.gz");
    }

    private static List<String> rows(Path file) {
        List<String> rows = new ArrayList<>();
        try (TableReader reader = TableReader.open(file, COLUMNS)) {
            while (reader.next()) {
                rows.add(reader.text(0) + " " + reader.integer(1) + " " + reader.number(2) + " "
                        + (reader.has(3) ? reader.number(3) : "-"));
            }
        }
        return rows;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }
}
