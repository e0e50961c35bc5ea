package io.quorate.ensemble;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    @Override
    public void margins(FeatureBatch batch, double[] out) {
        forest.margins(batch, out);
    }

    @Override
    public ForestMember inOrder(int[] columns) {
        return new ForestMember(name, forest.inOrder(columns));
    }

    /** Null for a model file without the summed hessians. */
    @Override
    public @Nullable MemberContributions contributions() {
        return forest.hasCover() ? new ForestContributions(forest) : null;
    }
}
