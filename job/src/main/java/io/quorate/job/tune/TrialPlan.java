package io.quorate.job.tune;

import io.quorate.backtest.PipelineSettings;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;

/**
 * What one assignment means, completely.
 *
 * @param settings options of the job
 * @param pipeline what of them decides
 * @param warmUpSamples first vectors of a symbol that are left out
 * @param label what is predicted
 * @param groups names of the groups of features members learn from
 * @param train how members are fitted; its features are those of the groups
 * @param calibrationFraction share of the training rows that calibrates
 * @param embargoMs event time between training and test span, and between training and calibration rows
 * @param trainMs length of a rolling training span; 0 for one that expands, negative for what the settings say
 * @param strategy of the one portfolio
 * @param limits of the same
 */
record TrialPlan(
        Settings settings,
        PipelineSettings pipeline,
        int warmUpSamples,
        LabelSpec label,
        List<String> groups,
        TrainOptions train,
        double calibrationFraction,
        long embargoMs,
        long trainMs,
        StrategySpec strategy,
        LimitsSpec limits) {

    /**
     * What the feature vectors depend on.
     *
     * @param layoutId columns
     * @param barIntervalMs length of bars made of trades
     * @param dedupe which records repeat others
     * @param gaps what gaps do
     * @param warmUpSamples left out
     */
    record FeatureKey(String layoutId, long barIntervalMs, String dedupe, String gaps, int warmUpSamples) {}

    /** What the labels depend on. */
    record LabelKey(FeatureKey features, LabelSpec label) {}

    FeatureKey featureKey() {
        return new FeatureKey(
                pipeline.layout().id(),
                pipeline.barIntervalMs(),
                pipeline.dedupe().toString(),
                settings.text(JobOptions.GAP_SESSION) + " " + settings.text(JobOptions.GAP_RESET),
                warmUpSamples);
    }

    LabelKey labelKey() {
        return new LabelKey(featureKey(), label);
    }
}
