package io.quorate.job.cli;

import io.quorate.job.tune.ObjectiveFactory;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyOutput;
import io.quorate.job.tune.StudyPlan;
import io.quorate.job.tune.StudyRequest;
import io.quorate.job.tune.StudyRun;
import io.quorate.job.tune.StudyStore;
import io.quorate.job.tune.WorkerPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches parameters of the whole pipeline. */
@Command(
        name = "tune",
        description = {
            "Search the parameters of a space file for those that do best out of sample, and say how far to believe it.",
            "",
            "Writes study.db, trials.csv, pareto.json, report.html and best/ into a folder. The same command goes on where"
                    + " it was stopped, be it by Ctrl-C, a kill or a full disk; the trials are the same whatever the"
                    + " workers and interruptions. docs/tuning.md explains the space file and the results."
        },
        subcommands = {TuneShowCommand.class, TuneExportCommand.class, TunePathsCommand.class})
final class TuneCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    private final ObjectiveFactory factory;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private TuneStudyMixin study = new TuneStudyMixin();

    @Option(names = "--output", paramLabel = "DIR", description = "Folder of the study; made when it is missing.")
    private @Nullable Path output;

    @Option(
            names = "--resume",
            description = "Go on with the study in --output as it was asked for; only --trials, --patience,"
                    + " --max-failures and what changes no result may be given.")
    private boolean resume;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Trials at the same time; changes no result (default: one per processor).")
    private @Nullable Integer workers;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "none",
            converter = DurationConverter.OrNone.class,
            description = "Stop after so long; the command goes on when given again (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--flink", description = "Run each generation as a bounded Flink job, in this process.")
    private boolean flink;

    @Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            description = "With --flink: REST address of a cluster that runs the trials; it must see the input files.")
    private @Nullable String jobManager;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    TuneCommand() {
        this(TuneObjectives.pipeline());
    }

    TuneCommand(ObjectiveFactory factory) {
        this.factory = factory;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = output;
        if (folder == null) {
            throw wrongUse("expected --output with the folder of the study, was none");
        }
        StudyOutput.requireStudyOrEmpty(folder);
        StudyRequest request = resume ? resumed(folder) : study.request(spec.commandLine());
        WorkerPlan at = workers();
        Integer code = CleanStop.run(() -> run(request.plan(factory, timeout), folder, at));
        if (code == null) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("stopped before the first trial");
            err.flush();
        }
        return 0;
    }

    private Integer run(StudyPlan plan, Path folder, WorkerPlan at) {
        long begin = System.nanoTime();
        StudyEnd end;
        StudyOutput result;
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            TuneProgress progress = new TuneProgress(line, plan.source().shape());
            line.progress("opening the history", 0);
            end = StudyRun.run(plan, folder, at, progress);
            result = StudyOutput.write(plan, end, folder, at.workers(), line);
            TuneObjectives.report(plan, end, result, folder);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(result.json()));
        } else {
            out.print(TuneText.of(plan, end, result, folder, (System.nanoTime() - begin) / NANOS));
        }
        out.flush();
        return 0;
    }

    private StudyRequest resumed(Path folder) {
        List<String> given = study.given(spec.commandLine());
        if (!given.isEmpty()) {
            throw wrongUse("expected " + String.join(", ", given) + " only without --resume");
        }
        try (StudyStore store = StudyStore.openToRead(folder)) {
            return study.prolonged(StudyRequest.parse(store.request()));
        }
    }

    private WorkerPlan workers() {
        try {
            Integer number = workers;
            return new WorkerPlan(
                    number == null ? Runtime.getRuntime().availableProcessors() : number, flink, jobManager);
        } catch (IllegalArgumentException e) {
            throw wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
