package io.quorate.job.topology;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.ModelAccess;
import io.quorate.telemetry.StageProbeFunction;

/**
 * What the job graph is built from.
 *
 * @param pipeline what decides
 * @param models how scoring gets at bundles
 * @param probes how stages are measured
 * @param minLeadMs least distance of the frontier ahead of the watermark
 * @param loadTimeoutMs wall time for every subtask to load a bundle
 * @param silenceMs wall time after which a silent partition or control log is reported
 * @param requestsTopic where control requests come from, for the dead letters of refused ones
 * @param qualityWindowMs event-time window of the watch over drift and quality; 0 for no watch
 * @param businessMs window of the business figures; 0 for none
 */
public record TopologySettings(
        PipelineSettings pipeline,
        ModelAccess models,
        StageProbeFunction probes,
        long minLeadMs,
        long loadTimeoutMs,
        long silenceMs,
        String requestsTopic,
        long qualityWindowMs,
        long businessMs) {}
