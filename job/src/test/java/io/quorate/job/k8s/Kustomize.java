package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Builds a folder as {@code kubectl kustomize} does, for what our folders use: resources, components, generated
 * ConfigMaps, strategic-merge patches, labels, a namespace. A field it does not know is refused.
 */
final class Kustomize {
    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "resources",
            "components",
            "configMapGenerator",
            "generatorOptions",
            "configurations",
            "patches",
            "labels",
            "namespace");
    private static final Set<String> CLUSTER_WIDE = Set.of("Namespace");

    private final List<Manifest> manifests = new ArrayList<>();
    private final List<NameReference> references = new ArrayList<>();
    private final Map<String, String> hashedNames = new TreeMap<>();

    private record NameReference(String kind, List<String> path) {}

    private Kustomize() {}

    static List<Manifest> build(Path folder) {
        Kustomize build = new Kustomize();
        build.accumulate(folder);
        build.rename();
        return List.copyOf(build.manifests);
    }

    private void accumulate(Path folder) {
        ObjectNode file = ManifestReader.single(folder.resolve("kustomization.yaml"));
        file.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(folder + ": expected one of " + FIELDS + ", was " + field);
            }
        });
        List<Manifest> before = List.copyOf(manifests);
        for (JsonNode resource : file.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (path.toFile().isDirectory()) {
                accumulate(path);
            } else {
                manifests.addAll(ManifestReader.read(path));
            }
        }
        file.path("configMapGenerator").forEach(generator -> generate(folder, file, generator));
        file.path("configurations").forEach(path -> configure(folder.resolve(path.asText())));
        file.path("components")
                .forEach(path -> accumulate(folder.resolve(path.asText()).normalize()));
        // a component changes what its user has gathered, a folder only what it brings
        boolean component = "Component".equals(file.path("kind").asText());
        List<Manifest> own = manifests.stream()
                .filter(m -> component || before.stream().noneMatch(b -> b.tree() == m.tree()))
                .toList();
        file.path("patches").forEach(patch -> patch(folder, patch, own));
        file.path("labels").forEach(labels -> label(labels, own));
        if (file.has("namespace")) {
            own.forEach(manifest -> place(manifest, file.path("namespace").asText()));
        }
    }

    private void generate(Path folder, ObjectNode file, JsonNode generator) {
        Map<String, String> data = new TreeMap<>();
        for (JsonNode entry : generator.path("files")) {
            String text = entry.asText();
            int equals = text.indexOf('=');
            Path path = folder.resolve(text.substring(equals + 1));
            data.put(equals < 0 ? path.getFileName().toString() : text.substring(0, equals), ManifestReader.text(path));
        }
        String name = generator.path("name").asText();
        ObjectNode map = file.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        ObjectNode texts = map.putObject("data");
        data.forEach(texts::put);
        JsonNode options = generator.has("options") ? generator.path("options") : file.path("generatorOptions");
        options.path("labels").properties().forEach(l -> metadata(map, "labels").set(l.getKey(), l.getValue()));
        if (!options.path("disableNameSuffixHash").asBoolean()) {
            hashedNames.put(name, ConfigMapName.of(name, data));
        }
        manifests.add(new Manifest(map));
    }

    private void configure(Path file) {
        for (JsonNode reference : ManifestReader.single(file).path("nameReference")) {
            for (JsonNode field : reference.path("fieldSpecs")) {
                references.add(new NameReference(
                        field.path("kind").asText(),
                        List.of(field.path("path").asText().split("/"))));
            }
        }
    }

    private static void patch(Path folder, JsonNode entry, List<Manifest> manifests) {
        List<Manifest> patches = entry.has("path")
                ? ManifestReader.read(folder.resolve(entry.path("path").asText()))
                : ManifestReader.parse(entry.path("patch").asText(), folder + ": patch");
        for (Manifest patch : patches) {
            List<Manifest> targets = manifests.stream()
                    .filter(m -> entry.has("target") ? matches(entry.path("target"), m) : m.id().equals(patch.id()))
                    .toList();
            if (targets.isEmpty()) {
                throw new IllegalArgumentException(folder + ": expected a target of the patch, was none: " + patch);
            }
            for (Manifest target : targets) {
                ObjectNode content = patch.tree().deepCopy();
                content.remove(List.of("apiVersion", "kind"));
                if (content.get("metadata") instanceof ObjectNode metadata) {
                    metadata.remove("name");
                }
                StrategicMerge.KUSTOMIZE.into(target.tree(), content);
            }
        }
    }

    private static boolean matches(JsonNode target, Manifest manifest) {
        return StreamSupport.stream(((Iterable<String>) target::fieldNames).spliterator(), false)
                .allMatch(field -> switch (field) {
                    case "kind" -> manifest.kind().equals(target.path(field).asText());
                    case "name" -> manifest.name().matches(target.path(field).asText());
                    default -> throw new IllegalArgumentException("expected a target by kind and name, was " + field);
                });
    }

    private static void label(JsonNode entry, List<Manifest> manifests) {
        entry.fieldNames().forEachRemaining(field -> {
            if (!field.equals("pairs")) {
                throw new IllegalArgumentException("expected labels with pairs only, was " + field);
            }
        });
        manifests.forEach(manifest -> entry.path("pairs")
                .properties()
                .forEach(pair -> metadata(manifest.tree(), "labels").set(pair.getKey(), pair.getValue())));
    }

    private static void place(Manifest manifest, String namespace) {
        ObjectNode metadata = (ObjectNode) manifest.tree().get("metadata");
        metadata.put(CLUSTER_WIDE.contains(manifest.kind()) ? "name" : "namespace", namespace);
        for (JsonNode subject : manifest.at("subjects")) {
            if (!subject.has("namespace")) {
                ((ObjectNode) subject).put("namespace", namespace);
            }
        }
    }

    private static ObjectNode metadata(ObjectNode tree, String field) {
        return tree.withObject("/metadata/" + field);
    }

    private void rename() {
        for (Manifest manifest : manifests) {
            String hashed = hashedNames.get(manifest.name());
            if (manifest.kind().equals("ConfigMap") && hashed != null) {
                ((ObjectNode) manifest.at("metadata")).put("name", hashed);
            }
            references.stream()
                    .filter(reference -> reference.kind().equals(manifest.kind()))
                    .forEach(reference -> rename(manifest.tree(), reference.path()));
        }
    }

    private void rename(JsonNode node, List<String> path) {
        if (node instanceof ArrayNode list) {
            list.forEach(item -> rename(item, path));
        } else if (path.size() > 1) {
            rename(node.path(path.get(0)), path.subList(1, path.size()));
        } else if (node instanceof ObjectNode map
                && hashedNames.containsKey(map.path(path.get(0)).asText())) {
            map.put(path.get(0), hashedNames.get(map.path(path.get(0)).asText()));
        }
    }
}
