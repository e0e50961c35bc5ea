package io.quorate.job.cli;

import io.quorate.job.cluster.ClusterPlan;
import io.quorate.job.cluster.ClusterState;
import io.quorate.job.cluster.FlinkCluster;
import io.quorate.job.cluster.FlinkRest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A Flink cluster of processes on this machine. */
@Command(
        name = "cluster",
        description = {
            "A Flink session cluster of separate processes on this machine, bound to 127.0.0.1.",
            "",
            "For other machines use a Flink distribution or Kubernetes; docs/runbook.md shows both."
        })
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected start, status or stop, was none");
    }

    private static void say(CommandSpec spec, String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    @Command(
            name = "start",
            description = {
                "Start the processes that do not run, and wait until they are one cluster.",
                "",
                "Run again it replaces what has died, and adds task managers."
            })
    int start(
            @Mixin ClusterMixin cluster,
            @Option(
                            names = "--taskmanagers",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Task manager processes. Default: ${DEFAULT-VALUE}.")
                    int taskManagers,
            @Option(
                            names = "--slots",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "Slots of each; a job needs as many as its parallelism."
                                    + " Default: ${DEFAULT-VALUE}.")
                    int slots,
            @Option(
                            names = "--web-port",
                            paramLabel = "PORT",
                            defaultValue = "8081",
                            description = "Port of the web UI; 0 for a free one. Default: ${DEFAULT-VALUE}.")
                    int webPort,
            @Option(names = "--web-submit", description = "Let the web UI upload, submit and cancel jobs.")
                    boolean webSubmit,
            @Option(names = "--ha", description = "Start ZooKeeper, too: jobs survive the loss of the job manager.")
                    boolean highlyAvailable,
            @Option(
                            names = "--prometheus-port",
                            paramLabel = "PORTS",
                            defaultValue = "",
                            description = "Port range of the metrics endpoints, e.g. 9250-9260; one for each process.")
                    String prometheus,
            @Option(names = "-D", paramLabel = "KEY=VALUE", description = "An option of Flink; repeatable.")
                    Map<String, String> flink)
            throws InterruptedException {
        FlinkCluster started = FlinkCluster.start(
                new ClusterPlan(
                        taskManagers,
                        slots,
                        webPort,
                        webSubmit,
                        highlyAvailable,
                        prometheus,
                        flink == null ? Map.of() : flink),
                cluster.folder());
        say(spec, "web UI " + started.rest().address());
        say(spec, "logs   " + started.folder().root().resolve("log"));
        return 0;
    }

    @Command(name = "status", description = "Show the processes, what they offer, and the jobs.")
    int status(@Mixin ClusterMixin cluster, @Option(names = "--json", description = "Print JSON.") boolean json)
            throws InterruptedException {
        ClusterState state = ClusterState.of(FlinkCluster.in(cluster.folder()));
        say(spec, json ? JsonText.of(state) : text(state).strip());
        return state.answers() ? 0 : 1;
    }

    @Command(
            name = "stop",
            description = {
                "End every process. Checkpoints, savepoints and logs are kept.",
                "",
                "Jobs end with it: `quorate stop` takes a savepoint first."
            })
    int stop(@Mixin ClusterMixin cluster) throws InterruptedException {
        FlinkCluster running = FlinkCluster.in(cluster.folder());
        List<String> jobs = new ArrayList<>();
        try {
            running.rest().jobs().stream()
                    .filter(job -> !job.hasEnded())
                    .forEach(job -> jobs.add(job.name() + " " + job.id()));
        } catch (IOException e) {
            // nothing answers: there are processes to end all the same
        }
        List<String> stopped = running.stop();
        say(spec, stopped.isEmpty() ? "nothing ran" : "stopped " + String.join(", ", stopped));
        jobs.forEach(job -> say(
                spec,
                "job " + job + " ended with it, its checkpoints are in "
                        + running.folder().checkpoints()));
        return 0;
    }

    private static String text(ClusterState state) {
        StringBuilder text = new StringBuilder();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("web UI", state.address() + (state.answers() ? "" : " (does not answer)"));
        state.processes().forEach((name, pid) -> lines.put(name, pid == 0 ? "stopped" : "runs, process " + pid));
        lines.put("slots", state.freeSlots() + " free of " + state.slots());
        for (FlinkRest.Job job : state.jobs()) {
            lines.put("job " + job.id(), job.state() + " " + job.name());
        }
        lines.forEach((name, value) -> text.append(String.format("%-16s %s%n", name, value)));
        return text.toString();
    }
}
