package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one environment applies. */
record Overlay(String name, List<Manifest> manifests) {
    static final List<String> NAMES = List.of("dev", "staging", "prod");

    /** The overlay of this name below the folder {@code k8s}, merged here. */
    static Overlay merged(Path k8s, String name) {
        return new Overlay(name, Kustomize.build(k8s.resolve("overlays").resolve(name)));
    }

    String namespace() {
        return "quorate-" + name;
    }

    List<Manifest> of(String kind) {
        return manifests.stream().filter(m -> m.kind().equals(kind)).toList();
    }

    /** The job. */
    Manifest job() {
        List<Manifest> jobs = of("FlinkDeployment");
        if (jobs.size() != 1) {
            throw new IllegalArgumentException("expected one FlinkDeployment, was " + jobs);
        }
        return jobs.get(0);
    }

    /** Flink's options, sorted by key. */
    Map<String, String> flinkConfiguration() {
        Map<String, String> options = new TreeMap<>();
        job().at("spec", "flinkConfiguration")
                .properties()
                .forEach(entry -> options.put(entry.getKey(), entry.getValue().asText()));
        return options;
    }

    /** Pod template of a component, {@code jobManager} or {@code taskManager}, as the operator merges it by name. */
    ObjectNode podSpec(String component) {
        ObjectNode template = job().at("spec", "podTemplate").deepCopy();
        JsonNode own = job().at("spec", component, "podTemplate");
        if (own instanceof ObjectNode patch) {
            StrategicMerge.OPERATOR.into(template, patch);
        }
        return template.withObject("/spec");
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        job().at("spec", "job", "args").forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }

    /** What the job makes of its arguments and of the file they name; throws as the job would. */
    Settings settings() {
        List<String> arguments = arguments();
        List<String> overrides = new ArrayList<>();
        String options = null;
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (arguments.get(i).equals("--set")) {
                overrides.add(arguments.get(i + 1));
            } else {
                options = mounted(arguments.get(i + 1));
            }
        }
        try {
            Path file = Files.createTempFile("quorate", ".yaml");
            try {
                Files.writeString(file, options == null ? "{}" : options);
                return Settings.load(file, overrides);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text of a file that a ConfigMap gives to the JobManager. */
    private String mounted(String file) {
        Path path = Path.of(file);
        ObjectNode pod = podSpec("jobManager");
        for (JsonNode mount : pod.path("containers").path(0).path("volumeMounts")) {
            if (path.getParent().equals(Path.of(mount.path("mountPath").asText()))) {
                for (JsonNode volume : pod.path("volumes")) {
                    if (volume.path("name").equals(mount.path("name"))) {
                        return configMap(volume.path("configMap").path("name").asText())
                                .at("data")
                                .path(path.getFileName().toString())
                                .asText();
                    }
                }
            }
        }
        throw new IllegalArgumentException("expected a mounted " + file + ", was none");
    }

    private Manifest configMap(String name) {
        return of("ConfigMap").stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a ConfigMap " + name + ", was none"));
    }
}
