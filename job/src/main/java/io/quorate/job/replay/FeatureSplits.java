package io.quorate.job.replay;

import io.quorate.ensemble.Contributions;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.MarginSplit;
import io.quorate.job.replay.MemberSplit.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits margins by {@link Contributions}: TreeSHAP for forests, terms for linear members. Not thread-safe. */
public final class FeatureSplits implements MemberSplits {
    private static final int MOST = 10;

    private @Nullable EnsembleModel prepared;
    private @Nullable Contributions contributions;

    @Override
    public List<MemberSplit> of(EnsembleModel model, double[] features) {
        Contributions own = contributions;
        if (own == null || prepared != model) {
            own = new Contributions(model);
            contributions = own;
            prepared = model;
        }
        List<MemberSplit> splits = new ArrayList<>();
        for (MarginSplit split : own.of(features)) {
            splits.add(new MemberSplit(
                    split.member(), split.margin(), split.base(), split.sum(), largest(model, features, split)));
        }
        return splits;
    }

    private static List<Share> largest(EnsembleModel model, double[] features, MarginSplit split) {
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            shares.add(new Share(model.featureNames().get(i), features[i], split.features()[i]));
        }
        shares.sort(Comparator.comparingDouble((Share s) -> Math.abs(s.share())).reversed());
        return List.copyOf(shares.subList(0, Math.min(MOST, shares.size())));
    }
}
