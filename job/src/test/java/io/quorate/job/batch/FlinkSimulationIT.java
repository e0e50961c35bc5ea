package io.quorate.job.batch;

import static io.quorate.job.batch.BatchFiles.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation on Flink writes the same bytes as one on threads. */
class FlinkSimulationIT {

    @TempDir
    private Path dir;

    @Test
    void theOutputIsTheSameBytesAtAnyParallelism() throws IOException {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("return\n");
        for (int i = 0; i < 200; i++) {
            rows.append(0.01 * random.nextGaussian()).append('\n');
        }
        Path returns = Files.writeString(dir.resolve("r.csv"), rows.toString());
        for (String exactMemory : List.of("0", "64")) {
            Path plain = simulate(returns, "plain.json", "--exact-memory", exactMemory, "--threads", "2");
            for (String parallelism : List.of("1", "3")) {
                Path flink = simulate(
                        returns, "flink.json", "--exact-memory", exactMemory, "--flink", "--parallelism", parallelism);
                assertThat(flink).hasSameBinaryContentAs(plain);
            }
        }
    }

    private Path simulate(Path returns, String name, String... options) {
        Path output = dir.resolve(name);
        List<String> args = new ArrayList<>(List.of("simulate", "--returns", returns.toString()));
        args.addAll(List.of("--method", "block", "--paths", "50001", "--output", output.toString()));
        args.addAll(List.of(options));
        run(0, args.toArray(String[]::new));
        return output;
    }
}
