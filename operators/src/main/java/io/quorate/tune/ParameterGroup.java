package io.quorate.tune;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that are active together, so that they can be modelled together.
 *
 * @param when the condition they share
 * @param dimensions their indices in the space
 */
@SuppressWarnings("ArrayRecordComponent")
record ParameterGroup(@Nullable Condition when, int[] dimensions) {

    /** A parent's group stands before those that depend on it. Separate: every parameter by itself. */
    static List<ParameterGroup> of(ParameterSpace space, boolean separate) {
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        List<Parameter> parameters = space.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Condition when = parameters.get(i).when();
            Object key = separate ? (Object) i : when == null ? "" : when;
            members.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
        }
        List<ParameterGroup> groups = new ArrayList<>();
        for (List<Integer> indices : members.values()) {
            int[] dimensions = indices.stream().mapToInt(i -> i).toArray();
            groups.add(new ParameterGroup(parameters.get(dimensions[0]).when(), dimensions));
        }
        return List.copyOf(groups);
    }
}
