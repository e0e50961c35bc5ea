package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.pipeline.PipelineFile;
import io.quorate.job.pipeline.PipelineState;
import io.quorate.job.pipeline.Pipelines;
import io.quorate.job.pipeline.StepName;
import io.quorate.job.pipeline.StepRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From history to a promoted bundle. */
@Command(
        name = "pipeline",
        description = {
            "Train, backtest, judge, register, publish as shadow and promote a bundle, by one file.",
            "",
            "Every step is kept with a digest of its inputs: run again, it goes on where it stopped and does nothing twice.",
            "docs/pipeline.md has the file."
        })
final class PipelineCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected run or status, was none");
    }

    @Command(name = "run", description = "Do what is left of the pipeline; exit code 1 when a gate refuses.")
    int run(
            @Option(names = "--file", required = true, paramLabel = "FILE", description = "The pipeline, YAML or JSON.")
                    Path file,
            @Option(
                            names = "--through",
                            paramLabel = "STEP",
                            defaultValue = "PROMOTE",
                            description = "Last step to do: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    StepName through,
            @Option(names = "--retry", description = "Do a step that refused again.") boolean retry,
            @Option(names = "--json", description = "Print the state as JSON.") boolean json) {
        PipelineFile pipeline = PipelineFile.read(file, Quorate.Version.text());
        PrintWriter out = spec.commandLine().getOut();
        PipelineState state;
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            state = Pipelines.of(pipeline)
                    .run(
                            through,
                            retry,
                            (step, kept) -> {
                                if (!json) {
                                    print(out, step, kept);
                                }
                            },
                            progress);
        }
        if (json) {
            out.println(JsonText.of(state));
            out.flush();
        }
        refuse(state);
        return 0;
    }

    @Command(name = "status", description = "Show what was done, without doing anything.")
    int status(
            @Option(names = "--file", required = true, paramLabel = "FILE", description = "The pipeline, YAML or JSON.")
                    Path file,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        PipelineState state = PipelineState.read(
                PipelineFile.read(file, Quorate.Version.text()).folder());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(state));
        } else {
            for (StepName name : StepName.values()) {
                StepRecord step = state.find(name);
                if (step == null) {
                    out.println(String.format(Locale.ROOT, "%-9s to do", name.text()));
                } else {
                    print(out, step, true);
                }
            }
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, StepRecord step, boolean kept) {
        out.println(String.format(
                Locale.ROOT,
                "%-9s %s  %s",
                step.step().text(),
                !step.refusals().isEmpty() ? "refused" : kept ? "kept" : "done",
                step.text()));
        step.refusals().forEach(line -> out.println("          " + line));
        out.flush();
    }

    private static void refuse(PipelineState state) {
        for (StepRecord step : state.steps()) {
            if (!step.refusals().isEmpty()) {
                throw UserError.failed(step.step().text() + " refused: " + String.join("; ", step.refusals()));
            }
        }
    }
}
