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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Flink batch job writes the same bytes as the run on one thread. */
class FlinkBatchIT {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void barsAndFeaturesAreTheSameBytesAtAnyParallelism(int parallelism) throws IOException {
        Path folder = Files.createDirectory(dir.resolve("in"));
        for (int i = 0; i < 4; i++) {
            BatchFiles.trades(folder.resolve(i + ".csv"), i, 1_000_000L + i * 10_000_000L, 4_000);
        }
        Path plain = dir.resolve("plain.csv");
        Path flink = dir.resolve("flink.csv");
        String subtasks = Integer.toString(parallelism);
        run(0, "bars", "--interval", "2s", "--input", folder.toString(), "--output", plain.toString());
        run(
                0,
                "bars",
                "--interval",
                "2s",
                "--input",
                folder.toString(),
                "--output",
                flink.toString(),
                "--flink",
                "--parallelism",
                subtasks);
        assertThat(flink).hasSameBinaryContentAs(plain);
        assertThat(lines(plain)).hasSizeGreaterThan(5_000);
        Path plainRows = dir.resolve("plain-f.csv");
        Path flinkRows = dir.resolve("flink-f.csv");
        run(0, "features", "--input", plain.toString(), "--output", plainRows.toString());
        run(
                0,
                "features",
                "--input",
                flink.toString(),
                "--output",
                flinkRows.toString(),
                "--flink",
                "--parallelism",
                subtasks);
        assertThat(flinkRows).hasSameBinaryContentAs(plainRows);
    }

    @Test
    void mistakesNameFileAndLineAndAnEmptyTableIsWritten() throws IOException {
        String header = "symbol,ts_ms,open,high,low,close,volume\n";
        Path text = Files.writeString(dir.resolve("x.csv"), header + "A,1,1,1,1,x,1\n");
        Path output = dir.resolve("out.csv");
        assertThat(run(2, "features", "--flink", "--input", text.toString(), "--output", output.toString()))
                .contains("error: x.csv:2: expected a number in close, was 'x'");
        Path backwards = Files.writeString(dir.resolve("u.csv"), header + "A,2,1,1,1,1,1\nA,1,1,1,1,1,1\n");
        assertThat(run(2, "features", "--flink", "--input", backwards.toString(), "--output", output.toString()))
                .contains("error: u.csv:3: expected rows of A in time order, was 1 after 2");
        assertThat(output).doesNotExist();
        Path empty = Files.writeString(dir.resolve("e.csv"), header);
        Path refused = Files.writeString(dir.resolve("r.csv"), header + "A,1,1,1,1,-1,1\n");
        List<String> args = new ArrayList<>(List.of("features", "--flink", "--columns", "logret", "--output"));
        args.addAll(List.of(output.toString(), "--input", empty.toString(), refused.toString()));
        assertThat(run(0, args.toArray(String[]::new)))
                .contains("warning: 1 rows refused and left out, the first at r.csv:2");
        assertThat(lines(output)).containsExactly("symbol,ts_ms,logret");
    }
}
