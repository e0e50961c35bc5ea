package io.quorate.job.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the trials of a study depend on, by name. Number of trials, workers, time limits and where trials run are no part of
 * it: they change how far a study gets, not what it does.
 *
 * @param parts in a fixed order
 */
public record StudyIdentity(Map<String, String> parts) {
    private static final int SHOWN_CHARS = 60;
    private static final String OBJECTIVE = "objective ";

    public StudyIdentity {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** The identity of a space, an objective and options. */
    static StudyIdentity of(
            StudySpace space, ObjectiveShape shape, Map<String, String> objective, StudyOptions options) {
        Map<String, String> parts = new LinkedHashMap<>();
        space.space().parameters().forEach(p -> parts.put("parameter " + p.name(), p.toString()));
        space.fixed().forEach((name, value) -> parts.put("fixed " + name, value.toString()));
        space.constraints().forEach(limit -> parts.put("constraint " + limit.name(), "set"));
        for (int i = 0; i < shape.objectives().size(); i++) {
            parts.put(
                    OBJECTIVE + (i + 1),
                    shape.objectives().get(i) + " " + shape.directions().get(i));
        }
        parts.putAll(options.identity());
        objective.forEach((name, value) -> parts.put("data " + name, value));
        return new StudyIdentity(parts);
    }

    /** The objectives and their directions, without constraints. */
    public ObjectiveShape shape() {
        List<String> names = new ArrayList<>();
        List<ObjectiveShape.Direction> directions = new ArrayList<>();
        for (int i = 1; parts.containsKey(OBJECTIVE + i); i++) {
            String text = parts.getOrDefault(OBJECTIVE + i, "");
            int space = text.lastIndexOf(' ');
            names.add(text.substring(0, space));
            directions.add(ObjectiveShape.Direction.valueOf(text.substring(space + 1)));
        }
        return new ObjectiveShape(names, directions, List.of());
    }

    /** SHA-256 of the parts. */
    public String digest() {
        return HexFormat.of().formatHex(TrialCodec.sha256().digest(json().getBytes(StandardCharsets.UTF_8)));
    }

    /** What differs from another, a line each, "NAME: expected …, was …". */
    public List<String> differences(StudyIdentity other) {
        List<String> lines = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        for (String name : names) {
            String mine = parts.getOrDefault(name, "none");
            String theirs = other.parts.getOrDefault(name, "none");
            if (!mine.equals(theirs)) {
                lines.add(name + ": expected " + shown(mine) + ", was " + shown(theirs));
            }
        }
        return lines;
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_CHARS ? value : value.substring(0, SHOWN_CHARS) + "…";
    }

    String json() {
        ObjectNode node = TrialCodec.MAPPER.createObjectNode();
        parts.forEach(node::put);
        return TrialCodec.text(node);
    }

    static StudyIdentity ofJson(String json) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> part : TrialCodec.MAPPER.readTree(json).properties()) {
            parts.put(part.getKey(), part.getValue().asText());
        }
        return new StudyIdentity(parts);
    }
}
