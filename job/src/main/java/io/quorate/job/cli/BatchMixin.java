package io.quorate.job.cli;

import io.quorate.job.batch.BatchPlan;
import io.quorate.job.batch.BatchResult;
import io.quorate.job.batch.FlinkRun;
import io.quorate.job.batch.PlainBatch;
import io.quorate.job.batch.RowStep;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableFormat;
import io.quorate.job.table.TableWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Files in, one file out, in this process or on Flink: what the commands over histories share. */
public final class BatchMixin {
    private static final double NANOS = 1e9;

    @Option(
            names = "--input",
            arity = "1..*",
            required = true,
            paramLabel = "FILE",
            description =
                    "Files or folders: CSV, .csv.gz or .parquet, told by the name; a folder is read in name order.")
    private List<Path> input = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "File to write; gzip when it ends in .gz, Parquet when in .parquet.")
    private Path output = Path.of("");

    @Option(
            names = "--strict",
            description = "Stop at a row the market's rules refuse; otherwise it is counted and left out.")
    private boolean strict;

    @Option(
            names = "--flink",
            description = "Run as a Flink batch job in this process: files and symbols in parallel, the same output.")
    private boolean flink;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks with --flink (default: one per processor).")
    private int parallelism;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /** Runs the step over the files and prints what became of the rows. */
    int run(RowStep step, CommandLine line) {
        if (parallelism < 0 || parallelism > 128 || (parallelism > 0 && !flink)) {
            throw new ParameterException(
                    line,
                    "expected --parallelism 1 to 128 with --flink, was " + parallelism + (flink ? "" : " without"));
        }
        TableWriter.requireWritable(output);
        List<Path> files = TableFormat.files(input);
        if (files.stream()
                .anyMatch(file -> file.toAbsolutePath()
                        .normalize()
                        .equals(output.toAbsolutePath().normalize()))) {
            throw UserError.wrongUse("--output: expected another file than the input, was " + output);
        }
        BatchPlan plan = new BatchPlan(files, output, strict);
        long begin = System.nanoTime();
        BatchResult result;
        try (ProgressLine progress = new ProgressLine(line.getErr(), Terminal.err())) {
            int subtasks = parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors();
            result = flink ? FlinkRun.run(step, plan, subtasks, progress) : PlainBatch.run(step, plan, progress);
        }
        report(result, (System.nanoTime() - begin) / NANOS, line);
        return 0;
    }

    private void report(BatchResult result, double seconds, CommandLine line) {
        PrintWriter out = line.getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("output", output.toString());
            fields.put("rowsIn", result.rowsIn());
            fields.put("rowsOut", result.rowsOut());
            fields.put("symbols", result.symbols());
            fields.put("rejected", result.rejected());
            fields.put("duplicates", result.duplicates());
            fields.put("late", result.late());
            fields.put("firstRejection", result.firstRejection());
            fields.put("seconds", seconds);
            out.println(JsonText.of(fields));
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %d rows of %d symbols from %d rows in %.1f s",
                    output,
                    result.rowsOut(),
                    result.symbols(),
                    result.rowsIn(),
                    seconds));
            if (result.duplicates() + result.late() > 0) {
                out.println(result.duplicates() + " repeats and " + result.late() + " late rows left out");
            }
        }
        out.flush();
        if (result.rejected() > 0) {
            line.getErr()
                    .println("warning: " + result.rejected() + " rows refused and left out, the first at "
                            + result.firstRejection());
            line.getErr().flush();
        }
    }
}
