package io.quorate.job.batch;

import static io.quorate.job.batch.BatchFiles.lines;
import static io.quorate.job.batch.BatchFiles.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code quorate bars --stale-after}. */
class StaleBarsTest {

    @TempDir
    private Path dir;

    @Test
    void aBarIsStaleWhenItsLastTradeIsOlderThanTheLimitAtItsClose() throws IOException {
        // last trades 20 s, 20.001 s and 20 s before the close, the last after an older one
        List<String> rows = bars("A,40000,10,1\nA,99999,10,1\nA,121000,10,1\nA,160000,10,1\n", "20s");
        assertThat(rows)
                .containsExactly(
                        "symbol,ts_ms,open,high,low,close,volume,trades,vwap,stale",
                        "A,0,10,10,10,10,1,1,10,0",
                        "A,60000,10,10,10,10,1,1,10,1",
                        "A,120000,10,10,10,10,2,2,10,0");
    }

    @Test
    void aTradeOfTheNextWindowDoesNotFreshenAnOpenBar() throws IOException {
        List<String> rows = bars("A,1000,10,1\nA,60001,10,1\nA,119999,10,1\n", "1s", "--lateness", "2m");
        assertThat(rows.subList(1, 3)).containsExactly("A,0,10,10,10,10,1,1,10,1", "A,60000,10,10,10,10,2,2,10,0");
    }

    @Test
    void aFilledBarIsAlwaysStale() throws IOException {
        List<String> rows = bars("A,1000,10,1\nA,121000,11,1\n", "1h", "--session", "UTC MON-SUN 00:00-24:00");
        assertThat(rows)
                .containsExactly(
                        "symbol,ts_ms,open,high,low,close,volume,trades,vwap,filled,stale",
                        "A,0,10,10,10,10,1,1,10,0,0",
                        "A,60000,10,10,10,10,0,0,10,1,1",
                        "A,120000,11,11,11,11,1,1,11,0,0");
    }

    @Test
    void aLimitBelowAMillisecondIsRefused() throws IOException {
        Path input = Files.writeString(dir.resolve("t.csv"), "symbol,ts_ms,price,size\n");
        String output = dir.resolve("b.csv").toString();
        assertThat(run(
                        2,
                        "bars",
                        "--input",
                        input.toString(),
                        "--output",
                        output,
                        "--interval",
                        "1m",
                        "--stale-after",
                        "0s"))
                .contains("expected --stale-after of 1ms or more, was 0 ms");
    }

    private List<String> bars(String trades, String staleAfter, String... more) throws IOException {
        Path input = Files.writeString(dir.resolve("t.csv"), "symbol,ts_ms,price,size\n" + trades);
        Path output = dir.resolve("b.csv");
        List<String> args = new ArrayList<>(List.of("bars", "--interval", "1m", "--stale-after", staleAfter));
        args.addAll(List.of("--input", input.toString(), "--output", output.toString()));
        args.addAll(List.of(more));
        run(0, args.toArray(String[]::new));
        return lines(output);
    }
}
