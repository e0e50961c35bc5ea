package io.quorate.job.cli;

import com.sun.management.OperatingSystemMXBean;
import io.quorate.job.fault.UserError;
import io.quorate.job.files.WholeFile;
import io.quorate.job.simulation.FlinkSimulation;
import io.quorate.job.simulation.SimulationJson;
import io.quorate.job.simulation.SimulationPage;
import io.quorate.job.simulation.SimulationRequest;
import io.quorate.learn.ProgressListener;
import io.quorate.simulate.Simulation;
import io.quorate.simulate.SimulationFigures;
import io.quorate.simulate.SimulationPlan;
import io.quorate.simulate.SimulationTally;
import io.quorate.simulate.WealthFan;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Paths of returns, and what their distribution says. */
@Command(
        name = "simulate",
        description = {
            "Simulate an equity: quantiles of terminal wealth and drawdown, risk of ruin, probability of a loss, tails.",
            "",
            "A return of -1 or less is ruin: nothing is left on that path from there on. The output is the same bytes for",
            "any --threads and with --flink at any --parallelism. docs/simulation.md has every formula."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int MOST_SUBTASKS = 128;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SimulateMixin what = new SimulateMixin();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "JSON file to write.")
    private Path output = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "HTML page to write: fan of wealth, distributions, risk of ruin by level.")
    private @Nullable Path report;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per processor).")
    private int threads;

    @Option(names = "--flink", description = "Run as a Flink batch job in this process; the same output.")
    private boolean flink;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks with --flink (default: one per processor).")
    private int parallelism;

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        checkWorkers();
        WholeFile.requireWritable("--output", output);
        if (report != null) {
            WholeFile.requireWritable("--report", report);
            if (report.toAbsolutePath()
                    .normalize()
                    .equals(output.toAbsolutePath().normalize())) {
                throw UserError.wrongUse("--report: expected another file than --output, was " + report);
            }
        }
        SimulationRequest request = what.request(spec.commandLine());
        long begin = System.nanoTime();
        long cpuBegin = cpuNanos();
        SimulationFigures figures;
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Terminal.err())) {
            figures = tally(request.plan(), progress).figures();
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        double cpuSeconds = (cpuNanos() - cpuBegin) / NANOS;
        WealthFan fan = WealthFan.of(request.plan());
        WholeFile.write(output, JsonText.of(SimulationJson.of(request, figures, fan)) + "\n");
        if (report != null) {
            SimulationPage.write(request, figures, fan, report);
        }
        print(request, figures, seconds, cpuSeconds);
        return 0;
    }

    private void checkWorkers() {
        if (parallelism < 0 || parallelism > MOST_SUBTASKS || (parallelism > 0 && !flink)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --parallelism 1 to 128 with --flink, was " + parallelism + (flink ? "" : " without"));
        }
        if (threads < 0 || threads > MOST_SUBTASKS || (threads > 0 && flink)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --threads 1 to 128 without --flink, was " + threads + (flink ? " with it" : ""));
        }
    }

    private SimulationTally tally(SimulationPlan plan, ProgressListener progress) {
        int processors = Runtime.getRuntime().availableProcessors();
        if (flink) {
            return FlinkSimulation.run(plan, parallelism > 0 ? parallelism : processors, progress);
        }
        try {
            return Simulation.run(
                    plan,
                    threads > 0 ? threads : processors,
                    done -> progress.progress(
                            String.format(Locale.ROOT, "%,d paths", done), (double) done / plan.paths()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while simulating, nothing was written", e);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private void print(SimulationRequest request, SimulationFigures figures, double seconds, double cpuSeconds) {
        PrintWriter out = spec.commandLine().getOut();
        SimulationPlan plan = request.plan();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("output", output.toString());
            fields.put("report", report == null ? null : report.toString());
            fields.put("paths", plan.paths());
            fields.put("steps", plan.steps());
            fields.put("seconds", seconds);
            fields.put("cpuSeconds", cpuSeconds);
            fields.put("pathsPerSecond", plan.paths() / seconds);
            out.println(JsonText.of(fields));
        } else {
            out.println(String.format(
                    Locale.ROOT,
                    "%s: %,d paths of %,d steps in %.1f s (%,.0f a second, %.1f s of CPU)",
                    output,
                    plan.paths(),
                    plan.steps(),
                    seconds,
                    plan.paths() / seconds,
                    cpuSeconds));
            out.println(String.format(
                    Locale.ROOT,
                    "wealth %.5g median, %.5g to %.5g for nine of ten; a loss %.2f %%; drawdown %.2f %% median, %.2f %% or"
                            + " more for one of twenty",
                    figures.wealth().quantile(0.5) * request.initial(),
                    figures.wealth().quantile(0.05) * request.initial(),
                    figures.wealth().quantile(0.95) * request.initial(),
                    100 * figures.lossProbability(),
                    100 * figures.drawdown().quantile(0.5),
                    100 * figures.drawdown().quantile(0.95)));
        }
        out.flush();
    }
}
