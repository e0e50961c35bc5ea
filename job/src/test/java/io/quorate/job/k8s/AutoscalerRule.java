package io.quorate.job.k8s;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The autoscaler leaves alone what may not be scaled alone, and stays below partitions and key groups. */
final class AutoscalerRule implements Rule {
    private static final String PREFIX = "job.autoscaler.";
    private static final String EXCLUDED = PREFIX + "vertex.exclude.ids";
    private static final String ACTS = PREFIX + "scaling.enabled";
    private static final String MOST = PREFIX + "vertex.max-parallelism";

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Map<String, String> options = overlay.flinkConfiguration();
        if (!Boolean.parseBoolean(options.get(PREFIX + "enabled"))) {
            return;
        }
        Settings settings;
        try {
            settings = overlay.settings();
        } catch (RuntimeException e) {
            return; // JobRule reports it
        }
        int partitions = partitions(overlay, settings);
        Set<String> excluded = Set.of(options.getOrDefault(EXCLUDED, "").split(";"));
        Map<String, String> fixed = new TreeMap<>(JobVertices.single(settings, partitions));
        if (acts(options)) {
            fixed.putAll(JobVertices.joined(settings, partitions));
        }
        fixed.forEach((id, name) -> {
            if (!excluded.contains(id)) {
                breach.accept(EXCLUDED + ": expected " + id + " (" + name + "), was not there");
            }
        });
        Set<String> known = JobVertices.all(settings, partitions).keySet();
        excluded.stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> breach.accept(EXCLUDED + ": expected ids of vertices, was '" + id + "'"));
        int limit = Math.min(partitions, settings.get(JobOptions.MAX_PARALLELISM));
        int most = Integer.parseInt(options.getOrDefault(MOST, Integer.toString(Integer.MAX_VALUE)));
        if (most > limit) {
            breach.accept(MOST + ": expected at most " + limit + ", was " + most);
        }
        // Flink 2.0 to 2.2 ignore parallelism overrides in application mode (FLINK-38770): a restart for nothing
        if (acts(options) && !"adaptive".equalsIgnoreCase(options.get("jobmanager.scheduler"))) {
            breach.accept(ACTS + ": expected false without the adaptive scheduler, was true");
        }
    }

    private static boolean acts(Map<String, String> options) {
        return Boolean.parseBoolean(options.getOrDefault(ACTS, "true"));
    }

    private static int partitions(Overlay overlay, Settings settings) {
        return overlay.of("KafkaTopic").stream()
                .filter(topic -> TopicRule.name(topic).equals(settings.get(JobOptions.MARKET)))
                .mapToInt(topic -> topic.at("spec", "partitions").asInt(1))
                .findFirst()
                .orElse(1);
    }
}
