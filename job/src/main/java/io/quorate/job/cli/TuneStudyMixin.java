package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.StudyOptions;
import io.quorate.job.tune.StudyRequest;
import io.quorate.tune.TpeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a study is asked for. */
final class TuneStudyMixin {
    /** Options that decide the trials, so that a study in progress has them already. */
    private static final List<String> DECIDING = List.of(
            "--input",
            "--space",
            "--objectives",
            "--seed",
            "--sampler",
            "--startup",
            "--candidates",
            "--univariate",
            "--generation",
            "--pruner");

    private static final int TRIALS = 100;
    private static final int PATIENCE = 150;

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of history: trades or bars, CSV, .csv.gz or .parquet.")
    private List<Path> input = List.of();

    @Option(names = "--space", paramLabel = "FILE", description = "Space file, YAML; see docs/tuning.md.")
    private @Nullable Path space;

    @Option(
            names = "--objectives",
            split = ",",
            paramLabel = "NAME",
            description = "What to optimise, sharpe,max_drawdown say (default: those of the space file).")
    private List<String> objectives = List.of();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Trials in all; a study can be prolonged (default: " + TRIALS + ").")
    private @Nullable Integer trials;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            defaultValue = "tpe",
            description = "tpe: tree-structured Parzen estimators; random. Default: ${DEFAULT-VALUE}.")
    private StudyOptions.SamplerKind sampler = StudyOptions.SamplerKind.TPE;

    @Option(
            names = "--startup",
            paramLabel = "N",
            defaultValue = "50",
            description = "Random trials before the model is used (default: ${DEFAULT-VALUE}).")
    private int startup;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "24",
            description = "Drawn for each suggestion (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(names = "--univariate", description = "Model each parameter by itself.")
    private boolean univariate;

    @Option(
            names = "--generation",
            paramLabel = "N",
            defaultValue = "" + TpeOptions.DEFAULT_GENERATION,
            description = "Trials asked at once, so that workers have something to do; changes the trials"
                    + " (default: ${DEFAULT-VALUE}).")
    private int generation;

    @Option(
            names = "--pruner",
            paramLabel = "NAME",
            description = "median: give up trials worse than the median of earlier ones at the same fold; none."
                    + " Default: median for one objective, none for several.")
    private StudyOptions.@Nullable PrunerKind pruner;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many trials that made nothing better; 0 = never (default: " + PATIENCE + ").")
    private @Nullable Integer patience;

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "Give up after so many failed trials in a row (default: " + StudyOptions.DEFAULT_MOST_FAILURES
                    + ").")
    private @Nullable Integer mostFailures;

    /** The request these options make. */
    StudyRequest request(CommandLine line) {
        Path file = space;
        if (input.isEmpty() || file == null) {
            throw new ParameterException(
                    line,
                    "expected --input and --space, or --resume, was " + (file == null ? "no --space" : "no --input"));
        }
        return new StudyRequest(
                input.stream()
                        .map(path -> path.toAbsolutePath().normalize().toString())
                        .toList(),
                objectives,
                file.toString(),
                text(file),
                trials == null ? TRIALS : trials,
                seed,
                sampler,
                startup,
                candidates,
                !univariate,
                generation,
                pruner,
                patience == null ? PATIENCE : patience,
                mostFailures == null ? StudyOptions.DEFAULT_MOST_FAILURES : mostFailures);
    }

    /** A request of before, as far as these options may change it. */
    StudyRequest prolonged(StudyRequest before) {
        return before.with(trials, patience, mostFailures);
    }

    /** The options given that decide the trials. */
    List<String> given(CommandLine line) {
        return DECIDING.stream()
                .filter(name -> line.getParseResult().hasMatchedOption(name))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw UserError.wrongUse(file + ": expected a file, was not there");
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable UTF-8 file, was "
                    + e.getClass().getSimpleName());
        }
    }
}
