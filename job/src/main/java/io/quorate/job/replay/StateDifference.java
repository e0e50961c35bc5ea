package io.quorate.job.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Two states, field by field. */
final class StateDifference {
    private StateDifference() {}

    /**
     * Adds a line for each field that differs; gives the number of fields that were compared.
     *
     * @param path where in the state
     */
    static long compare(String path, JsonNode saved, JsonNode rebuilt, List<String> differences) {
        if (saved.isObject() && rebuilt.isObject()) {
            Set<String> names = new TreeSet<>();
            saved.fieldNames().forEachRemaining(names::add);
            rebuilt.fieldNames().forEachRemaining(names::add);
            long fields = 0;
            for (String name : names) {
                fields += compare(path + "." + name, saved.path(name), rebuilt.path(name), differences);
            }
            return fields;
        }
        if (saved.isArray() && rebuilt.isArray() && saved.size() == rebuilt.size()) {
            long fields = 0;
            for (int i = 0; i < saved.size(); i++) {
                fields += compare(path + "[" + i + "]", saved.get(i), rebuilt.get(i), differences);
            }
            return fields;
        }
        if (!saved.equals(rebuilt)) {
            differences.add(path + ": expected " + text(saved) + " of the savepoint, was " + text(rebuilt));
        }
        return 1;
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "no such field" : node.toString();
    }
}
