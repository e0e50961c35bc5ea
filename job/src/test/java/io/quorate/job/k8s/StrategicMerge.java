package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Merges a patch into an object: maps merge, null removes, a scalar replaces; the constants differ in lists. */
enum StrategicMerge {
    /** Kustomize, for the kinds we use: a list replaces. Lists that would merge, and directives, are refused. */
    KUSTOMIZE {
        @Override
        JsonNode list(ArrayNode old, ArrayNode patch) {
            return patch.deepCopy();
        }
    },
    /** The operator with {@code merge-arrays-by-name}, for pod templates: items of one name merge. */
    OPERATOR {
        @Override
        JsonNode list(ArrayNode old, ArrayNode patch) {
            ArrayNode merged = old.deepCopy();
            for (JsonNode item : patch) {
                if (!item.has(NAME)) {
                    return patch.deepCopy();
                }
                JsonNode same = named(merged, item.path(NAME));
                if (same == null) {
                    merged.add(item.deepCopy());
                } else {
                    into((ObjectNode) same, (ObjectNode) item);
                }
            }
            return merged;
        }
    };

    private static final String NAME = "name";
    private static final Set<String> REFUSED =
            Set.of("$patch", "$retainKeys", "secrets", "finalizers", "ownerReferences");

    abstract JsonNode list(ArrayNode old, ArrayNode patch);

    void into(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            JsonNode old = target.get(name);
            if (REFUSED.contains(name)) {
                throw new IllegalArgumentException("expected plain merge patches, was " + name);
            }
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode map) {
                into(old instanceof ObjectNode into ? into : target.putObject(name), map);
            } else if (value instanceof ArrayNode list && old instanceof ArrayNode into) {
                target.set(name, list(into, list));
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private static JsonNode named(ArrayNode list, JsonNode name) {
        for (JsonNode item : list) {
            if (item.path(NAME).equals(name)) {
                return item;
            }
        }
        return null;
    }
}
