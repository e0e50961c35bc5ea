package io.quorate.job.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.cli.Quorate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine;

/** Files for the commands over histories, and the commands themselves. */
final class BatchFiles {

    private BatchFiles() {}

    /** Runs a command; gives what it wrote to standard error. */
    static String run(int exitCode, String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = Quorate.commandLine();
        line.setOut(new PrintWriter(new StringWriter()));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(args);
        assertThat(code).as("%s: %s", String.join(" ", args), err).isEqualTo(exitCode);
        return err.toString();
    }

    static List<String> lines(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Trades of some symbols in time order, some with equal times. */
    static Path trades(Path file, long seed, long fromMs, int rows) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("symbol,ts_ms,price,size,exchange\n");
        double price = 100;
        long tsMs = fromMs;
        for (int i = 0; i < rows; i++) {
            tsMs += random.nextInt(4) * 300L;
            price *= StrictMath.exp(0.001 * random.nextGaussian());
            text.append("S")
                    .append(random.nextInt(5))
                    .append(',')
                    .append(tsMs)
                    .append(',')
                    .append(price)
                    .append(',')
                    .append(random.nextInt(100))
                    .append(",X\n");
        }
        return Files.writeString(file, text);
    }

    /** Data beside the checkout; may not be there. */
    static Path shared(String name) {
        String given = System.getProperty("quorate.shared");
        if (given != null) {
            return Path.of(given, name);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("shared").resolve(name))) {
                return at.resolve("shared").resolve(name);
            }
        }
        return Path.of("shared", name);
    }
}
