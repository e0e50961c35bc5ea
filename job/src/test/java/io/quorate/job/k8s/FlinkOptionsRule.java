package io.quorate.job.k8s;

import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Flink's options exist, their values can be read, and none is one that the job sets from its own options: that one would
 * have no effect.
 */
final class FlinkOptionsRule implements Rule {
    private static final String DRAIN = "kubernetes.operator.job.drain-on-savepoint-deletion";
    private static final String JAVA_OPTIONS = "env.java.opts.all";
    private static final String OPENS = "--add-opens=java.base/java.util=ALL-UNNAMED";
    private static final Set<String> NEEDED = Set.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.type",
            "high-availability.storageDir");

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Map<String, String> options = overlay.flinkConfiguration();
        Set<String> reporters =
                Set.of(options.getOrDefault("metrics.reporters", "").split("[,; ]+"));
        Set<String> own = setByTheJob();
        options.forEach((key, value) -> {
            String problem = FlinkOptionKeys.problem(key, value, reporters);
            if (problem != null) {
                breach.accept("flinkConfiguration: " + key + ": " + problem);
            } else if (own.contains(key)) {
                breach.accept("flinkConfiguration: " + key + ": expected to be left to the options of the job");
            }
        });
        NEEDED.stream()
                .filter(key -> options.getOrDefault(key, "").isEmpty())
                .forEach(key -> breach.accept("flinkConfiguration: " + key + ": expected a value, was none"));
        if (!options.getOrDefault(JAVA_OPTIONS, "").contains(OPENS)) {
            breach.accept("flinkConfiguration: " + JAVA_OPTIONS + ": expected " + OPENS + ", was not there");
        }
        if (Boolean.parseBoolean(options.get(DRAIN))) {
            breach.accept("flinkConfiguration: " + DRAIN + ": expected false, draining closes the control log");
        }
    }

    /** Keys the job sets from its own options. */
    static Set<String> setByTheJob() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        Set<String> before = env.getConfiguration() instanceof Configuration c ? c.keySet() : Set.of();
        JobSetup.configure(env, Settings.defaults());
        Set<String> keys = new TreeSet<>(((Configuration) env.getConfiguration()).keySet());
        keys.removeAll(before);
        return keys;
    }
}
