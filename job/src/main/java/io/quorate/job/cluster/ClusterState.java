package io.quorate.job.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster as found.
 *
 * @param address of the web UI
 * @param answers whether the job manager answers there
 * @param processes process id by name; 0 for one that has ended
 * @param jobs running and ended ones
 */
public record ClusterState(
        String address,
        boolean answers,
        Map<String, Long> processes,
        int taskManagers,
        int slots,
        int freeSlots,
        List<FlinkRest.Job> jobs) {

    public ClusterState {
        processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
        jobs = List.copyOf(jobs);
    }

    /** Looks at the processes and asks the job manager. */
    public static ClusterState of(FlinkCluster cluster) throws InterruptedException {
        List<JavaProcess> all = new ArrayList<>(List.of(cluster.folder().jobManager()));
        all.addAll(cluster.folder().taskManagers());
        if (cluster.isHighlyAvailable()) {
            all.add(cluster.folder().zooKeeper());
        }
        Map<String, Long> processes = new LinkedHashMap<>();
        all.forEach(process -> processes.put(
                process.name(), process.find().map(ProcessHandle::pid).orElse(0L)));
        FlinkRest rest = cluster.rest();
        String address = rest.address().toString();
        try {
            FlinkRest.Overview overview = rest.overview();
            return new ClusterState(
                    address,
                    true,
                    processes,
                    overview.taskManagers(),
                    overview.slots(),
                    overview.freeSlots(),
                    rest.jobs());
        } catch (IOException e) {
            return new ClusterState(address, false, processes, 0, 0, 0, List.of());
        }
    }
}
