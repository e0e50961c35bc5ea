package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The pods are bounded and harmless: limits, a pinned image, no root, no rights, a read-only root. What they refer to
 * exists.
 *
 * <p>Flink turns {@code resource} into request and limit of its container and ignores those of the pod template.
 */
final class PodRule implements Rule {
    private static final String MAIN = "flink-main-container";
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:(?!latest$)[A-Za-z0-9._-]+");
    private static final List<String> COMPONENTS = List.of("jobManager", "taskManager");
    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeralStorage");

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Manifest job = overlay.job();
        pinned("spec.image", job.at("spec", "image"), breach);
        for (String component : COMPONENTS) {
            for (String resource : RESOURCES) {
                if (job.at("spec", component, "resource")
                        .path(resource)
                        .asText()
                        .isEmpty()) {
                    breach.accept("spec." + component + ".resource." + resource + ": expected a limit, was none");
                }
            }
            pod(component, overlay.podSpec(component), breach);
            references(overlay, overlay.podSpec(component), breach);
        }
        String account = job.at("spec", "serviceAccount").asText();
        exists(overlay, "ServiceAccount", account, breach);
        overlay.flinkConfiguration().keySet().stream()
                .filter(key -> key.endsWith(".limit-factor"))
                .forEach(key -> breach.accept("flinkConfiguration: " + key + ": expected limits equal to requests"));
    }

    private static void pod(String component, JsonNode pod, Consumer<String> breach) {
        JsonNode security = pod.path("securityContext");
        require(component, security.path("runAsNonRoot").asBoolean(), "securityContext.runAsNonRoot: true", breach);
        require(component, security.path("runAsUser").asInt() > 0, "securityContext.runAsUser above 0", breach);
        require(
                component,
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "securityContext.seccompProfile: RuntimeDefault",
                breach);
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(component, !pod.path(host).asBoolean(), host + ": false", breach);
        }
        pod.path("volumes")
                .forEach(volume -> require(component, !volume.has("hostPath"), "volumes without hostPath", breach));
        require(
                component,
                stream(pod.path("containers"))
                        .anyMatch(c -> c.path("name").asText().equals(MAIN)),
                "a container " + MAIN,
                breach);
        Stream.concat(stream(pod.path("containers")), stream(pod.path("initContainers")))
                .forEach(container -> container(component, container, breach));
    }

    private static void container(String component, JsonNode container, Consumer<String> breach) {
        String name = container.path("name").asText();
        String place = component + ": " + name;
        JsonNode security = container.path("securityContext");
        require(
                place,
                security.has("allowPrivilegeEscalation")
                        && !security.path("allowPrivilegeEscalation").asBoolean(),
                "securityContext.allowPrivilegeEscalation: false",
                breach);
        require(
                place,
                security.path("readOnlyRootFilesystem").asBoolean(),
                "securityContext.readOnlyRootFilesystem: true",
                breach);
        require(place, !security.path("privileged").asBoolean(), "securityContext.privileged: false", breach);
        require(
                place,
                stream(security.at("/capabilities/drop"))
                        .anyMatch(c -> c.asText().equals("ALL")),
                "securityContext.capabilities.drop: [ALL]",
                breach);
        if (!name.equals(MAIN)) {
            pinned(place + ": image", container.path("image"), breach);
            for (String resource : List.of("cpu", "memory")) {
                require(
                        place,
                        !container
                                .at("/resources/limits")
                                .path(resource)
                                .asText()
                                .isEmpty(),
                        "resources.limits." + resource,
                        breach);
            }
        }
    }

    private static void references(Overlay overlay, JsonNode pod, Consumer<String> breach) {
        Map<String, String> kinds = Map.of(
                "/configMap/name", "ConfigMap",
                "/persistentVolumeClaim/claimName", "PersistentVolumeClaim");
        for (JsonNode volume : pod.path("volumes")) {
            kinds.forEach((path, kind) -> {
                if (!volume.at(path).isMissingNode()) {
                    exists(overlay, kind, volume.at(path).asText(), breach);
                }
            });
        }
    }

    private static void exists(Overlay overlay, String kind, String name, Consumer<String> breach) {
        if (overlay.of(kind).stream().noneMatch(m -> m.name().equals(name))) {
            breach.accept("expected a " + kind + " " + name + ", was none");
        }
    }

    private static void pinned(String place, JsonNode image, Consumer<String> breach) {
        if (!PINNED.matcher(image.asText()).matches()) {
            breach.accept(place + ": expected an image with a version, was " + image);
        }
    }

    private static void require(String place, boolean kept, String expected, Consumer<String> breach) {
        if (!kept) {
            breach.accept(place + ": expected " + expected + ", was not");
        }
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
