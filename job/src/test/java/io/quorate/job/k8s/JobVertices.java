package io.quorate.job.k8s;

import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.JobSetup;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Which vertices of the job must not change their parallelism, or not alone. */
final class JobVertices {
    private static final int SEVERAL = 3;

    private JobVertices() {}

    /** The vertices of parallelism 1, by id with their name. */
    static Map<String, String> single(Settings settings, int marketPartitions) {
        return named(graph(settings, marketPartitions), vertex -> vertex.getParallelism() == 1);
    }

    /**
     * The vertices at either end of a forward edge, by id with their name. The keyed chain by symbol goes on behind such
     * an edge without a shuffle: were its halves unequal, a record would reach a subtask that does not own its key.
     */
    static Map<String, String> joined(Settings settings, int marketPartitions) {
        JobGraph graph = graph(settings, marketPartitions);
        Set<JobVertex> ends = new HashSet<>();
        for (JobVertex vertex : graph.getVertices()) {
            for (JobEdge edge : vertex.getInputs()) {
                if (edge.isForward()) {
                    ends.add(vertex);
                    ends.add(edge.getSource().getProducer());
                }
            }
        }
        return named(graph, ends::contains);
    }

    /** All of them, by id with their name. */
    static Map<String, String> all(Settings settings, int marketPartitions) {
        return named(graph(settings, marketPartitions), vertex -> true);
    }

    private static Map<String, String> named(JobGraph graph, Predicate<JobVertex> wanted) {
        Map<String, String> named = new TreeMap<>();
        for (JobVertex vertex : graph.getVertices()) {
            if (wanted.test(vertex)) {
                named.put(vertex.getID().toHexString(), vertex.getName());
            }
        }
        return named;
    }

    private static JobGraph graph(Settings settings, int marketPartitions) {
        Map<String, String> given = new TreeMap<>(settings.given());
        // secrets are not needed to draw the graph
        given.keySet().removeIf(key -> key.startsWith(JobOptions.KAFKA_PREFIX));
        Settings own = Settings.of(given).with(JobOptions.PARALLELISM, Integer.toString(SEVERAL));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        JobSetup.configure(env, own);
        new DecisionTopology(JobSetup.topology(own, marketPartitions, new FlinkStageProbeFunction()))
                .define(env, new KafkaInputs(own), new KafkaOutputs(own));
        return env.getStreamGraph().getJobGraph();
    }
}
