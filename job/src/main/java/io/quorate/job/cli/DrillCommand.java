package io.quorate.job.cli;

import io.quorate.job.drill.Drill;
import io.quorate.job.drill.DrillPlan;
import io.quorate.job.drill.DrillReport;
import io.quorate.job.drill.Fault;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Kills and cuts off real processes under load and audits the ledger after each fault. */
@Command(
        name = "drill",
        description = {
            "Start a broker, a Flink cluster and the job as processes, put load on them, inject faults one after"
                    + " another, and prove after each that no decision was lost, doubled or changed.",
            "",
            "Expected is what the plain pipeline decides on the same records; seen is what a reader of committed"
                    + " records finds in the ledger. Exit code 1 when a row did not pass."
        })
final class DrillCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsMixin given = new SettingsMixin();

    @Option(
            names = "--faults",
            paramLabel = "FAULT",
            split = ",",
            converter = FaultConverter.class,
            description = "What to do, in this order: taskmanager-kill, taskmanager-storm, taskmanager-pause,"
                    + " jobmanager-kill, broker-kill, checkpoints-read-only, rescale. Default: all but the storm.")
    private List<Fault> faults = Arrays.stream(Fault.values())
            .filter(fault -> fault != Fault.TASKMANAGER_STORM)
            .toList();

    @Option(names = "--storm", defaultValue = "20", description = "Kills of a storm. Default: ${DEFAULT-VALUE}.")
    private int storm;

    @Option(names = "--rate", defaultValue = "1000", description = "Records a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--records",
            defaultValue = "0",
            description = "Go on until so many records were sent. Default: until the last fault is over.")
    private long records;

    @Option(names = "--symbols", defaultValue = "8", description = "Synthetic symbols. Default: ${DEFAULT-VALUE}.")
    private int symbols;

    @Option(names = "--portfolios", defaultValue = "2", description = "Portfolios. Default: ${DEFAULT-VALUE}.")
    private int portfolios;

    @Option(
            names = "--settle",
            defaultValue = "5",
            description =
                    "Seconds of undisturbed load before the first fault and after each. Default: ${DEFAULT-VALUE}.")
    private int settleSeconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of the random choices. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--per-week",
            defaultValue = "7",
            description = "How often each kind of fault is assumed to come, for the availability."
                    + " Default: ${DEFAULT-VALUE}.")
    private double perWeek;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON, too.")
    private @Nullable Path report;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of all processes' files, kept. Default: a temporary one, removed when all passed.")
    private @Nullable Path dir;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        DrillPlan plan =
                new DrillPlan(faults, storm, rate, symbols, portfolios, records, settleSeconds * 1_000L, seed, perWeek);
        Path home = dir == null ? Files.createTempDirectory("quorate-drill") : fresh(dir);
        Logging.toFile(home.resolve("drill.log"));
        PrintWriter err = spec.commandLine().getErr();
        DrillReport found = CleanStop.run(() -> new Drill(plan, given.settings(), home, line -> {
                    err.println(line);
                    err.flush();
                })
                .run());
        if (found == null) {
            err.println("stopped, the processes are ended; their files are in " + home);
            err.flush();
            return 1;
        }
        show(found);
        if (dir == null && found.isPassed()) {
            Folders.remove(home);
        } else if (!found.isPassed()) {
            err.println("the files of all processes are in " + home);
            err.flush();
        }
        return found.isPassed() ? 0 : 1;
    }

    private void show(DrillReport found) throws IOException {
        if (report != null) {
            Files.writeString(report, found.json() + "\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? found.json() + "\n" : found.text());
        out.flush();
    }

    /** What an earlier drill left would be audited, too. */
    private static Path fresh(Path folder) throws IOException {
        if (Files.exists(folder.resolve("broker")) || Files.exists(folder.resolve("cluster"))) {
            throw UserError.wrongUse("--dir: expected a folder without an earlier drill, was " + folder);
        }
        return Files.createDirectories(folder);
    }

    /** Faults by their names on the command line. */
    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            return Arrays.stream(Fault.values())
                    .filter(fault -> fault.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("expected one of the faults in --help, was " + text));
        }
    }
}
