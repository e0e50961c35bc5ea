package io.quorate.ensemble;

import java.util.Objects;

/**
 * A tree ensemble as a member: gradient boosting or random forest, both scored by {@link FlatForest}.
 *
 * @param name member name
 * @param forest the trees
 */
public record ForestMember(String name, FlatForest forest) implements Member {

    public ForestMember {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(forest, "forest");
    }

    @Override
    public double margin(FeatureRow row) {
        return forest.margin(row);
    }
}
