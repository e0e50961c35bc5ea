package io.quorate.job.k8s;

import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.storage.internals.log.LogConfig;

/** The topics are those the options name, kept for ever by the broker's time; control topics have one partition. */
final class TopicRule implements Rule {
    private static final List<Option<String>> SINGLE =
            List.of(JobOptions.CONTROL, JobOptions.CONTROL_REQUESTS, JobOptions.CONTROL_ACKS);
    private static final Map<String, String> KEPT = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "message.timestamp.type", "LogAppendTime");

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Settings settings;
        try {
            settings = overlay.settings();
        } catch (RuntimeException e) {
            return; // JobRule reports it
        }
        Set<String> topics =
                overlay.of("KafkaTopic").stream().map(TopicRule::name).collect(Collectors.toSet());
        Set<String> options = Set.copyOf(Topics.names(settings));
        if (!topics.equals(options)) {
            breach.accept("KafkaTopic: expected " + new TreeSet<>(options) + ", was " + new TreeSet<>(topics));
        }
        Set<String> single = SINGLE.stream().map(settings::get).collect(Collectors.toSet());
        overlay.of("KafkaTopic").forEach(topic -> check(topic, single.contains(name(topic)), breach));
    }

    private static void check(Manifest topic, boolean single, Consumer<String> breach) {
        int partitions = topic.at("spec", "partitions").asInt();
        if (single && partitions != 1) {
            breach.accept(topic + ": spec.partitions: expected 1, was " + partitions);
        }
        Properties config = new Properties();
        topic.at("spec", "config")
                .properties()
                .forEach(entry ->
                        config.setProperty(entry.getKey(), entry.getValue().asText()));
        KEPT.forEach((key, value) -> {
            if (!value.equals(config.getProperty(key))) {
                breach.accept(
                        topic + ": spec.config." + key + ": expected " + value + ", was " + config.getProperty(key));
            }
        });
        int inSync = Integer.parseInt(config.getProperty("min.insync.replicas", "0"));
        int replicas = topic.at("spec", "replicas").asInt();
        if (inSync < 1 || (replicas > 1 && inSync >= replicas)) {
            breach.accept(topic + ": spec.config.min.insync.replicas: expected 1 or more and fewer than " + replicas
                    + " replicas, was " + inSync);
        }
        try {
            LogConfig.validate(config);
        } catch (InvalidConfigurationException | IllegalArgumentException e) {
            breach.accept(topic + ": spec.config: " + e.getMessage());
        }
    }

    static String name(Manifest topic) {
        return topic.at("spec", "topicName").asText(topic.name());
    }
}
