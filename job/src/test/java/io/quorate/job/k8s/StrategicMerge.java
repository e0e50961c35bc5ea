package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Merges a patch into an object as kustomize does.
 *
 * <p>Maps merge, null removes, a scalar replaces. Lists of core kinds merge where Kubernetes names a merge key, with what
 * is new in front; all other lists, and every list of a custom kind, are replaced. Directives such as {@code $patch} are
 * refused.
 */
final class StrategicMerge {
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "imagePullSecrets", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort");

    private final boolean listsMerge;

    /** @param core whether the object is of a kind kustomize has the schema of */
    StrategicMerge(boolean core) {
        this.listsMerge = core;
    }

    void into(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.startsWith("$")) {
                throw new IllegalArgumentException("expected plain merge patches, was " + name);
            }
            JsonNode old = target.get(name);
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode map) {
                into(old instanceof ObjectNode into ? into : target.putObject(name), map);
            } else if (listsMerge && value instanceof ArrayNode list && old instanceof ArrayNode into) {
                target.set(name, merged(into, list, MERGE_KEYS.get(name)));
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private ArrayNode merged(ArrayNode old, ArrayNode patch, String key) {
        if (key == null) {
            return patch.deepCopy();
        }
        ArrayNode result = old.arrayNode();
        for (JsonNode item : patch) {
            JsonNode same = find(old, key, item.path(key));
            if (same == null) {
                result.add(item.deepCopy());
            } else {
                into((ObjectNode) same, (ObjectNode) item);
            }
        }
        old.forEach(result::add);
        return result;
    }

    private static JsonNode find(ArrayNode list, String key, JsonNode value) {
        for (JsonNode item : list) {
            if (item.path(key).equals(value)) {
                return item;
            }
        }
        return null;
    }
}
