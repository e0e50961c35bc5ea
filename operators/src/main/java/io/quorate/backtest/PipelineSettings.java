package io.quorate.backtest;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.GapRule;
import io.quorate.market.DedupeRule;
import io.quorate.outcome.WeightsRule;

/**
 * What decides, apart from data and control: the options of a job that are marked as affecting decisions.
 *
 * @param partitions partitions of the market topic
 * @param latenessMs allowed lateness
 * @param dedupe what counts as a repeat
 * @param barIntervalMs bar length; 0 = every record is a sample
 * @param layout features
 * @param windowMs weights window
 * @param delayMs event time from the end of a weights window to its effect
 * @param weights how weights follow credits
 * @param configHash hash of those options
 * @param runId identity of the ledger chains
 * @param gaps what the absence of bars means
 * @param external whether an external venue fills the orders
 */
public record PipelineSettings(
        int partitions,
        long latenessMs,
        DedupeRule dedupe,
        long barIntervalMs,
        FeatureLayout layout,
        long windowMs,
        long delayMs,
        WeightsRule weights,
        String configHash,
        String runId,
        GapRule gaps,
        boolean external) {}
