package io.quorate.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the members of a model answer what they answer: each margin split over the features. Forests by path-dependent
 * TreeSHAP ({@link ForestContributions}), linear members by their terms, weight times standardised value.
 *
 * <p>Prepared once a model; holds the scratch of one thread.
 */
public final class Contributions {
    private final EnsembleModel model;
    private final List<@Nullable MemberContributions> members = new ArrayList<>();
    private final FeatureRow row;

    public Contributions(EnsembleModel model) {
        this.model = model;
        this.row = new FeatureRow(model.features());
        for (int m = 0; m < model.members(); m++) {
            members.add(model.member(m).contributions());
        }
    }

    /**
     * The split of every member that can be split, in declared order: not those of other kinds, nor forests whose file
     * lacks the summed hessians.
     *
     * @throws IllegalArgumentException if the size disagrees with the model
     */
    public List<MarginSplit> of(double[] features) {
        row.load(features);
        List<MarginSplit> splits = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            MemberContributions member = members.get(m);
            if (member != null) {
                double[] shares = new double[features.length];
                double base = member.add(row, shares);
                Member split = model.member(m);
                splits.add(new MarginSplit(split.name(), split.margin(row), base, shares));
            }
        }
        return splits;
    }
}
