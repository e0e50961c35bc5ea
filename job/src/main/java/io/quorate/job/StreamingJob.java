package io.quorate.job;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.kafka.Topics;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.preflight.StartChecks;
import io.quorate.job.savepoint.SavepointCheck;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.TopologySettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The streaming job on Kafka: main class of the job jar.
 *
 * <p>Arguments: {@code --config FILE} and any number of {@code --set key=value}.
 */
public final class StreamingJob {

    private StreamingJob() {}

    public static void main(String[] args) throws Exception {
        Settings settings = settings(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, settings).forEach(line -> System.err.println("warning: " + line));
        env.execute(JobSetup.name(settings));
    }

    /**
     * Adds the job to the environment. Throws UserError when one of the {@link StartChecks} fails, or the job does not
     * fit the savepoint the environment starts from.
     *
     * @return what the user should know of the start from that savepoint, one line each
     */
    public static List<String> define(StreamExecutionEnvironment env, Settings settings) {
        StartChecks.require(settings, env.getConfiguration());
        int partitions = Topics.partitions(settings, settings.get(JobOptions.MARKET));
        JobSetup.configure(env, settings);
        TopologySettings topology = JobSetup.topology(settings, partitions, new FlinkStageProbeFunction());
        new DecisionTopology(topology).define(env, new KafkaInputs(settings), new KafkaOutputs(settings));
        return SavepointCheck.check(env, topology.pipeline().layout().id());
    }

    /** The settings that the arguments of a main class name; throws UserError for others. */
    public static Settings settings(String[] args) {
        @Nullable Path file = null;
        List<String> overrides = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : null;
            if (value == null) {
                throw UserError.wrongUse("expected a value after " + args[i] + ", was none");
            }
            switch (args[i]) {
                case "--config" -> file = Path.of(value);
                case "--set" -> overrides.add(value);
                default -> throw UserError.wrongUse("expected --config FILE or --set key=value, was " + args[i]);
            }
        }
        return Settings.load(file, overrides);
    }
}
