package io.quorate.job.scenario;

import io.quorate.job.local.LocalCluster;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.Inputs;
import io.quorate.job.topology.Outputs;
import io.quorate.schema.control.ControlRequest;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;

/**
 * What makes one run different from another over the same records.
 *
 * @param name prefix of the run's topics; the market topic is that of the settings it starts with
 * @param parallelism subtasks
 * @param requests written before the job starts; empty to replay the control log the settings name
 * @param inputs wraps the job's inputs
 * @param outputs wraps the job's outputs, to inject faults
 * @param classpath classes that take the place of our own; empty for none
 * @param flink options of Flink that win over ours
 * @param savepoint where it goes on from, the requests having been written already; empty to start anew
 */
public record RunPlan(
        String name,
        int parallelism,
        List<ControlRequest> requests,
        UnaryOperator<Inputs> inputs,
        UnaryOperator<Outputs> outputs,
        List<URL> classpath,
        Configuration flink,
        String savepoint) {

    /** A run that writes its own control log from these requests. */
    public static RunPlan live(String name, int parallelism, List<ControlRequest> requests) {
        return new RunPlan(
                name,
                parallelism,
                requests,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                List.of(),
                new Configuration(),
                "");
    }

    /** A run that reads the finished control log of the settings and ends with the last market record. */
    public static RunPlan replay(String name, int parallelism) {
        return live(name, parallelism, List.of());
    }

    public RunPlan withInputs(UnaryOperator<Inputs> wrapped) {
        return new RunPlan(name, parallelism, requests, wrapped, outputs, classpath, flink, savepoint);
    }

    public RunPlan withOutputs(UnaryOperator<Outputs> wrapped) {
        return new RunPlan(name, parallelism, requests, inputs, wrapped, classpath, flink, savepoint);
    }

    public RunPlan withClasspath(List<URL> urls) {
        return new RunPlan(name, parallelism, requests, inputs, outputs, urls, flink, savepoint);
    }

    public RunPlan withFlink(Configuration options) {
        return new RunPlan(name, parallelism, requests, inputs, outputs, classpath, options, savepoint);
    }

    /** As this, from a savepoint of a run with the same topics and requests. */
    public RunPlan from(String path) {
        return new RunPlan(name, parallelism, requests, inputs, outputs, classpath, flink, path);
    }

    /** Starts the run. */
    public KafkaRun start(LocalCluster cluster, Settings base) throws Exception {
        return new KafkaRun(cluster, base, this);
    }

    /** The settings of the run. */
    public Settings settings(Settings base) {
        Settings own = base.with(Map.of(
                JobOptions.DECISIONS.key(), name + "-decisions",
                JobOptions.LEDGER.key(), name + "-ledger",
                JobOptions.EXECUTIONS.key(), name + "-executions",
                JobOptions.DEAD_LETTERS.key(), name + "-dead-letters",
                JobOptions.LATE_EVENTS.key(), name + "-late-events",
                JobOptions.ALERTS.key(), name + "-alerts"));
        return requests.isEmpty()
                ? own.with(Map.of(JobOptions.CONTROL_MODE.key(), "replay", JobOptions.MARKET_BOUNDED.key(), "true"))
                : own.with(Map.of(
                        JobOptions.CONTROL.key(), name + "-control",
                        JobOptions.CONTROL_REQUESTS.key(), name + "-control-requests",
                        JobOptions.CONTROL_ACKS.key(), name + "-control-acks"));
    }
}
