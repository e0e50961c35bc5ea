package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.BestFiles;
import io.quorate.job.tune.ObjectiveFactory;
import io.quorate.job.tune.StudyPlan;
import io.quorate.job.tune.StudyRequest;
import io.quorate.job.tune.StudyStore;
import io.quorate.job.tune.Trial;
import io.quorate.tune.TrialState;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the files of a trial of one's own choice. */
@Command(
        name = "export",
        description =
                "Write the files to use a trial, as best/ has them for the chosen one. Reads the study's history.")
final class TuneExportCommand implements Callable<Integer> {
    private final ObjectiveFactory factory;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Folder of the study.")
    private Path folder = Path.of("");

    @Option(names = "--trial", required = true, paramLabel = "N", description = "A complete trial.")
    private int trial;

    @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "New folder for the files.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    TuneExportCommand() {
        this(TuneObjectives.pipeline());
    }

    TuneExportCommand(ObjectiveFactory factory) {
        this.factory = factory;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (Files.exists(output)) {
            throw UserError.wrongUse("--output: expected a folder that is not there yet, was " + output);
        }
        StudyPlan plan;
        Trial chosen;
        try (StudyStore store = StudyStore.openToRead(folder)) {
            chosen = store.trials().stream()
                    .filter(t -> t.number() == trial && t.state() == TrialState.COMPLETE)
                    .findFirst()
                    .orElseThrow(
                            () -> UserError.wrongUse("--trial: expected a complete trial of the study, was " + trial));
            plan = StudyRequest.parse(store.request()).plan(factory, Duration.ZERO);
            List<String> differences = store.identity().differences(plan.identity());
            if (!differences.isEmpty()) {
                throw UserError.failed(
                        "expected the history of the study, was changed: " + String.join("; ", differences));
            }
        }
        List<String> files = BestFiles.write(plan, chosen, output);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("trial", trial);
            fields.put("output", output.toString());
            fields.put("files", files);
            out.println(JsonText.of(fields));
        } else {
            out.println("trial " + trial + " to use: " + String.join(", ", files) + " in " + output);
        }
        out.flush();
        return 0;
    }
}
