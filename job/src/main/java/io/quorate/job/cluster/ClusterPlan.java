package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import java.util.Map;

/**
 * What a cluster of processes consists of.
 *
 * @param taskManagers number of task manager processes
 * @param slots slots of each
 * @param webPort port of the web UI and REST interface on 127.0.0.1; 0 for a free one
 * @param webSubmit whether jobs can be uploaded and submitted in the web UI
 * @param highlyAvailable whether job managers find their jobs again through ZooKeeper
 * @param prometheusPorts port or range of the metrics endpoints; empty for none
 * @param flink further options of Flink, they win
 */
public record ClusterPlan(
        int taskManagers,
        int slots,
        int webPort,
        boolean webSubmit,
        boolean highlyAvailable,
        String prometheusPorts,
        Map<String, String> flink) {

    public ClusterPlan {
        if (taskManagers < 1 || slots < 1) {
            throw UserError.wrongUse(
                    "expected 1 task manager and 1 slot or more, was " + taskManagers + " and " + slots);
        }
        flink = Map.copyOf(flink);
    }

    /** So many task managers, nothing else asked for. */
    public static ClusterPlan of(int taskManagers, int slots) {
        return new ClusterPlan(taskManagers, slots, 0, false, false, "", Map.of());
    }

    public ClusterPlan withHighAvailability() {
        return new ClusterPlan(taskManagers, slots, webPort, webSubmit, true, prometheusPorts, flink);
    }

    public ClusterPlan withPrometheus(String ports) {
        return new ClusterPlan(taskManagers, slots, webPort, webSubmit, highlyAvailable, ports, flink);
    }
}
