package io.quorate.job.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything of one cluster below one folder: configuration, process ids, logs, checkpoints, savepoints.
 *
 * @param root absolute
 */
public record ClusterFolder(Path root) {
    private static final int MOST_TASK_MANAGERS = 64;

    public ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Folder of {@code config.yaml}, as FLINK_CONF_DIR names it. */
    public Path conf() {
        return root.resolve("conf");
    }

    public Path configFile() {
        return conf().resolve("config.yaml");
    }

    Path logging() {
        return conf().resolve("log4j2.properties");
    }

    Path zooKeeperFile() {
        return conf().resolve("zoo.cfg");
    }

    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    public Path savepoints() {
        return root.resolve("savepoints");
    }

    Path highAvailability() {
        return root.resolve("ha");
    }

    Path zooKeeperData() {
        return root.resolve("zookeeper");
    }

    /** The processes' own copy of the libraries. */
    Path libraries() {
        return root.resolve("lib");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    public JavaProcess jobManager() {
        return JavaProcess.in(root, "jobmanager");
    }

    public JavaProcess zooKeeper() {
        return JavaProcess.in(root, "zookeeper");
    }

    /**
     * A task manager.
     *
     * @param number from 1
     */
    public JavaProcess taskManager(int number) {
        return JavaProcess.in(root, "taskmanager-" + number);
    }

    /** Every task manager that was ever started here. */
    public List<JavaProcess> taskManagers() {
        return IntStream.rangeClosed(1, MOST_TASK_MANAGERS)
                .mapToObj(this::taskManager)
                .filter(process -> Files.exists(process.pidFile()))
                .toList();
    }

    static String uri(Path folder) {
        URI uri = folder.toUri();
        // a folder that exists gets a slash at its end, one that does not gets none
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
