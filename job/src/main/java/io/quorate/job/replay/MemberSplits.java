package io.quorate.job.replay;

import io.quorate.ensemble.EnsembleModel;
import java.util.List;

/** Splits the margin of every member of a model over the features. */
@FunctionalInterface
public interface MemberSplits {

    /** Splits nothing. */
    MemberSplits NONE = (model, features) -> List.of();

    /** The splits of the members that can be split, in declared order. */
    List<MemberSplit> of(EnsembleModel model, double[] features);
}
