package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.job.options.JobOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All traffic is denied, and what is opened are the ports Flink listens on, Kafka's, and no others. */
final class NetworkRule implements Rule {
    private static final Set<String> INTERNAL = Set.of(
            "taskmanager.data.port", "taskmanager.rpc.port", "jobmanager.rpc.port", "blob.server.port", "rest.port");

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Map<String, String> options = overlay.flinkConfiguration();
        Manifest deny = policy(overlay, "default-deny", breach);
        if (deny != null
                && (deny.at("spec", "podSelector").size() > 0 || deny.tree().findParent("ports") != null)) {
            breach.accept(deny + ": expected no exception, was one");
        }
        for (Manifest policy : overlay.of("NetworkPolicy")) {
            if (policy.at("spec", "policyTypes").size() == 0) {
                breach.accept(policy + ": spec.policyTypes: expected what it limits, was none");
            }
        }
        Set<String> internal =
                INTERNAL.stream().map(key -> options.getOrDefault(key, key)).collect(Collectors.toSet());
        ports(overlay, "flink-internal", "ingress", internal, breach);
        ports(overlay, "flink-internal", "egress", internal, breach);
        ports(overlay, "operator-to-jobmanager", "ingress", Set.of(options.getOrDefault("rest.port", "")), breach);
        String metrics = options.getOrDefault("metrics.reporter.prom.port", "");
        ports(overlay, "prometheus-to-flink", "ingress", Set.of(metrics), breach);
        try {
            String bootstrap = overlay.settings().get(JobOptions.BOOTSTRAP);
            Set<String> kafka = Stream.of(bootstrap.split(","))
                    .map(address -> address.substring(address.indexOf(':') + 1))
                    .collect(Collectors.toSet());
            ports(overlay, "flink-to-kafka", "egress", kafka, breach);
        } catch (RuntimeException e) {
            return; // JobRule reports it
        }
    }

    private static void ports(
            Overlay overlay, String name, String direction, Set<String> expected, Consumer<String> breach) {
        Manifest policy = policy(overlay, name, breach);
        if (policy == null) {
            return;
        }
        Set<String> open = new TreeSet<>();
        for (JsonNode rule : policy.at("spec", direction)) {
            rule.path("ports").forEach(port -> open.add(port.path("port").asText()));
        }
        if (!open.equals(expected)) {
            breach.accept(
                    policy + ": spec." + direction + ": expected ports " + new TreeSet<>(expected) + ", was " + open);
        }
    }

    private static Manifest policy(Overlay overlay, String name, Consumer<String> breach) {
        for (Manifest policy : overlay.of("NetworkPolicy")) {
            if (policy.name().equals(name)) {
                return policy;
            }
        }
        breach.accept("expected a NetworkPolicy " + name + ", was none");
        return null;
    }
}
