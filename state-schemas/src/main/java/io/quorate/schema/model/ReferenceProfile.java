package io.quorate.schema.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ensemble saw and how well it did when it was made: {@code reference.json} of a bundle.
 *
 * @param v version of this format
 * @param features features in layout order, over the training rows
 * @param members members in declared order, then the ensemble with its prior weights, over the calibration rows
 */
public record ReferenceProfile(int v, List<ReferenceColumn> features, List<ReferenceMember> members) {

    /** The only format version there is. */
    public static final int FORMAT = 1;

    /** Name of the ensemble among the members. */
    public static final String ENSEMBLE = "ensemble";

    public ReferenceProfile {
        if (v != FORMAT) {
            throw new IllegalArgumentException("expected format version " + FORMAT + ", was " + v);
        }
        features = List.copyOf(features);
        members = List.copyOf(members);
        if (members.isEmpty() || !members.get(members.size() - 1).name().equals(ENSEMBLE)) {
            throw new IllegalArgumentException("expected the ensemble as the last member, was "
                    + members.stream().map(ReferenceMember::name).toList());
        }
    }

    /** The columns that are counted: features, then the outputs of members and ensemble. */
    public List<ReferenceColumn> columns() {
        List<ReferenceColumn> columns = new ArrayList<>(features);
        members.forEach(m -> columns.add(m.output()));
        return columns;
    }

    /**
     * The same profile with its features in another order.
     *
     * @throws IllegalArgumentException if these are not the same features
     */
    public ReferenceProfile inOrder(List<String> names) {
        Map<String, ReferenceColumn> byName = new HashMap<>();
        features.forEach(f -> byName.put(f.name(), f));
        if (!byName.keySet().equals(Set.copyOf(names))) {
            throw new IllegalArgumentException("expected the features " + names + ", was " + byName.keySet());
        }
        return new ReferenceProfile(v, names.stream().map(byName::get).toList(), members);
    }
}
