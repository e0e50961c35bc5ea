package io.quorate.schema.quality;

import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import org.jspecify.annotations.Nullable;

/**
 * What one subtask counted of one window: samples or labels.
 *
 * @param ensembleVersion epoch that predicted
 * @param window window index
 * @param features samples by the time of the prediction; null for labels
 * @param members labels by the time they became known; null for samples
 */
public record QualitySketch(
        long ensembleVersion,
        long window,
        @Nullable FeatureCounts features,
        @Nullable MemberCounts members) {

    public static QualitySketch of(FeatureCounts counts) {
        return new QualitySketch(counts.ensembleVersion, counts.window, counts, null);
    }

    public static QualitySketch of(MemberCounts counts) {
        return new QualitySketch(counts.ensembleVersion, counts.window, null, counts);
    }
}
