package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster of processes on 127.0.0.1: a job manager, task managers, and ZooKeeper when it has to survive
 * the loss of its job manager. Nothing of the job is on its class path; the job comes with its jar.
 */
public final class FlinkCluster {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long POLL_MS = 100;
    private static final String JOB_MANAGER = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
    private static final String ZOOKEEPER =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";

    private final ClusterFolder folder;
    private final Installation installation;
    private final Configuration flink;

    private FlinkCluster(ClusterFolder folder, Installation installation, Configuration flink) {
        this.folder = folder;
        this.installation = installation;
        this.flink = flink;
    }

    /**
     * Starts what is not there yet and returns when every task manager is registered. A cluster some of whose processes
     * run keeps its configuration, one that is stopped gets a new one. Throws UserError when a process ends again.
     */
    public static FlinkCluster start(ClusterPlan plan, Path root) throws InterruptedException {
        ClusterFolder folder = new ClusterFolder(root);
        boolean stopped = !anyAlive(folder);
        if (stopped) {
            FlinkConfigFile.write(plan, folder);
            Installation.here().keptIn(folder.libraries());
        }
        FlinkCluster cluster = in(root);
        try {
            cluster.startAll(plan.taskManagers());
            return cluster;
        } catch (InterruptedException | RuntimeException e) {
            if (stopped) {
                cluster.stop();
            }
            throw e;
        }
    }

    private void startAll(int taskManagers) throws InterruptedException {
        try {
            if (isHighlyAvailable()) {
                startZooKeeper();
            }
            startJobManager();
            for (int number = 1; number <= taskManagers; number++) {
                startTaskManager(number);
            }
        } catch (IllegalConfigurationException e) {
            throw UserError.wrongUse("-D: expected a usable configuration of Flink, was: " + e.getMessage());
        }
        awaitTaskManagers(taskManagers);
    }

    /** The cluster of a folder, be it stopped; throws UserError when there was never one. */
    public static FlinkCluster in(Path root) {
        ClusterFolder folder = new ClusterFolder(root);
        return new FlinkCluster(folder, new Installation(folder.libraries()), FlinkConfigFile.read(folder));
    }

    public ClusterFolder folder() {
        return folder;
    }

    public FlinkRest rest() {
        return new FlinkRest(URI.create("http://" + LoopbackPorts.HOST + ":" + flink.get(RestOptions.PORT)));
    }

    /** Flink's command line for this cluster. */
    public FlinkCli cli() {
        return new FlinkCli(installation, Installation.here().jobJar(), folder.conf());
    }

    /** Flink's configuration of it. */
    public Configuration configuration() {
        return flink;
    }

    /** Starts the job manager when it does not run. */
    public void startJobManager() {
        JavaProcess process = folder.jobManager();
        if (process.isAlive()) {
            return;
        }
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(flink);
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.conf().toString(), "--executionMode"));
        arguments.add("cluster");
        arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        start(process, words(ProcessMemoryUtils.generateJvmParametersStr(memory)), JOB_MANAGER, arguments);
    }

    /**
     * Starts a task manager when it does not run.
     *
     * @param number from 1
     */
    public void startTaskManager(int number) {
        JavaProcess process = folder.taskManager(number);
        if (process.isAlive()) {
            return;
        }
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(flink);
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.conf().toString()));
        arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        // a new process is a new task manager, though it takes the place of an old one
        arguments.addAll(List.of("-D", "taskmanager.resource-id=" + process.name() + "-" + System.nanoTime()));
        start(process, words(ProcessMemoryUtils.generateJvmParametersStr(memory)), TASK_MANAGER, arguments);
    }

    /** Returns when so many task managers are registered; throws UserError when one of the processes has ended. */
    public void awaitTaskManagers(int expected) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (registered() < expected) {
            requireAlive(folder.jobManager());
            for (int number = 1; number <= expected; number++) {
                requireAlive(folder.taskManager(number));
            }
            if (System.nanoTime() > deadlineNanos) {
                throw UserError.failed("expected " + expected + " task managers within " + PATIENCE.toSeconds()
                        + " s, was " + registered() + "; the logs are in "
                        + folder.root().resolve("log"));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** Ends every process; gives the names of those that ran. Checkpoints and savepoints are kept. */
    public List<String> stop() throws InterruptedException {
        List<JavaProcess> processes = new ArrayList<>(folder.taskManagers());
        processes.add(folder.jobManager());
        processes.add(folder.zooKeeper());
        List<String> stopped = new ArrayList<>();
        for (JavaProcess process : processes) {
            if (process.stop()) {
                stopped.add(process.name());
            }
        }
        return stopped;
    }

    public boolean isHighlyAvailable() {
        return !flink.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("none");
    }

    private void startZooKeeper() {
        JavaProcess process = folder.zooKeeper();
        if (!process.isAlive()) {
            start(
                    process,
                    List.of("-Xmx128m"),
                    ZOOKEEPER,
                    List.of(folder.zooKeeperFile().toString()));
        }
    }

    private void start(JavaProcess process, List<String> memory, String mainClass, List<String> arguments) {
        List<String> flags = new ArrayList<>(memory);
        flags.add("-Dlog4j.configurationFile=" + folder.logging().toUri());
        // the web UI shows this file
        flags.add("-Dlog.file=" + process.log());
        process.start(installation.flinkClasspath(), flags, mainClass, arguments);
    }

    private int registered() throws InterruptedException {
        try {
            return rest().overview().taskManagers();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void requireAlive(JavaProcess process) {
        if (!process.isAlive()) {
            throw UserError.failed("expected " + process.name() + " to run, was ended: " + process.lastWords()
                    + "; see " + process.log());
        }
    }

    private static boolean anyAlive(ClusterFolder folder) {
        return folder.jobManager().isAlive()
                || folder.zooKeeper().isAlive()
                || folder.taskManagers().stream().anyMatch(JavaProcess::isAlive);
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split("\\s+"));
    }
}
