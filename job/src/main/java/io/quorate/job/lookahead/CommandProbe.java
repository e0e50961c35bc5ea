package io.quorate.job.lookahead;

import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableWriter;
import io.quorate.lookahead.Probe;
import io.quorate.lookahead.ProbeSink;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.MarketEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.errors.InterruptException;

/** A command of the user's own: reads the history as CSV, writes a table of what it makes of it. */
final class CommandProbe implements Probe {
    private static final String INPUT = "{input}";
    private static final String OUTPUT = "{output}";
    private static final int LONGEST_TAIL = 400;

    private final String command;
    private final Path folder;
    private final long knownAfterMs;

    /**
     * A command.
     *
     * @param command for the shell, with {@code {input}} and {@code {output}}
     * @param folder where the files are
     */
    CommandProbe(String command, Path folder, long knownAfterMs) {
        if (!command.contains(INPUT) || !command.contains(OUTPUT)) {
            throw UserError.wrongUse("--command: expected {input} and {output} in it, was '" + command + "'");
        }
        this.command = command;
        this.folder = folder;
        this.knownAfterMs = knownAfterMs;
    }

    @Override
    public void run(List<MarketEvent> history, ProbeSink out) {
        Path input = folder.resolve("history.csv");
        Path output = folder.resolve("table.csv");
        write(history, input);
        try {
            Files.deleteIfExists(output);
            call(command.replace(INPUT, input.toString()).replace(OUTPUT, output.toString()));
        } catch (IOException e) {
            throw UserError.failed("expected to run --command, was " + e.getMessage(), e);
        }
        if (!Files.exists(output)) {
            throw UserError.failed("expected --command to write {output}, was not written");
        }
        new TableProbe(output, knownAfterMs).run(history, out);
    }

    private static void write(List<MarketEvent> history, Path file) {
        boolean trades = !history.isEmpty() && history.get(0).kind() == EventKind.TRADE;
        List<String> columns = trades ? List.of("price", "size") : List.of("open", "high", "low", "close", "volume");
        try (TableWriter writer = TableWriter.open(file, columns)) {
            for (MarketEvent e : history) {
                writer.row(
                        e.symbol(),
                        e.tsMs(),
                        trades
                                ? new double[] {e.price(), e.size()}
                                : new double[] {e.open(), e.high(), e.low(), e.close(), e.volume()});
            }
            writer.commit();
        }
    }

    private void call(String line) throws IOException {
        File said = folder.resolve("said.txt").toFile();
        Process process = new ProcessBuilder("sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                String text = Files.readString(said.toPath()).strip();
                throw UserError.failed("expected --command to end with 0, was " + code + ": "
                        + text.substring(Math.max(0, text.length() - LONGEST_TAIL)));
            }
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptException(e);
        }
    }
}
