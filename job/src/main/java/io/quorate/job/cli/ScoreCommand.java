package io.quorate.job.cli;

import io.quorate.ensemble.BundleReader;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.TableWriter;
import io.quorate.job.training.TableScoring;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a table of features. */
@Command(
        name = "score",
        description = {
            "Score a table of features with a bundle: symbol,ts_ms, the probability of each member, the ensemble's.",
            "",
            "Columns are taken by name, in any order; others are ignored. A row for each row, in the same order; empty =",
            "no answer. The ensemble is weighted by the bundle's prior weights."
        })
public final class ScoreCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--bundle", required = true, paramLabel = "BUNDLE", description = "A bundle, archive or folder.")
    private Path bundle = Path.of("");

    @Option(
            names = "--features",
            required = true,
            paramLabel = "FILE",
            description = "Table with symbol, ts_ms and the features: CSV, .gz or .parquet.")
    private Path features = Path.of("");

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "File to write; gzip when it ends in .gz, Parquet when in .parquet.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        TableWriter.requireWritable(output);
        if (Files.exists(output) && same(features, output)) {
            throw UserError.wrongUse("--output: expected another file than --features, was " + output);
        }
        EnsembleModel model = model();
        long begin = System.nanoTime();
        TableScoring.Counts counts;
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            counts = TableScoring.score(model, features, output, progress);
        }
        report(counts, (System.nanoTime() - begin) / NANOS);
        return 0;
    }

    private EnsembleModel model() {
        if (!Files.exists(bundle)) {
            throw UserError.wrongUse(bundle + ": expected a bundle, was not there");
        }
        try {
            return BundleReader.read(bundle, null, BundleReader.DEFAULT_MAX_BYTES);
        } catch (BundleRefusedException e) {
            throw UserError.failed(bundle + ": " + e.reason() + ": " + e.detail(), e);
        }
    }

    private static boolean same(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private void report(TableScoring.Counts counts, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("output", output.toString());
            fields.put("rows", counts.rows());
            fields.put("unanswered", counts.unanswered());
            fields.put("seconds", seconds);
            out.println(JsonText.of(fields));
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d rows in %.1f s, %,d without an answer",
                    output,
                    counts.rows(),
                    seconds,
                    counts.unanswered()));
        }
        out.flush();
    }
}
