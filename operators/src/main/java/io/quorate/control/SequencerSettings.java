package io.quorate.control;

import java.io.Serializable;

/**
 * What the sequencer must know of the job.
 *
 * @param partitions partitions of the market topic
 * @param latenessMs allowed lateness
 * @param windowMs length of a weights window, event time
 * @param delayMs event time between the end of a window and the effect of its weights
 * @param minLeadMs least distance of the frontier ahead of the watermark
 * @param loadTimeoutMs wall time the scoring subtasks have to load a bundle
 * @param layoutId layout the features of this job have
 * @param maxBundleBytes largest accepted bundle
 * @param trust whose bundles are accepted
 */
public record SequencerSettings(
        int partitions,
        long latenessMs,
        long windowMs,
        long delayMs,
        long minLeadMs,
        long loadTimeoutMs,
        String layoutId,
        long maxBundleBytes,
        BundleTrust trust)
        implements Serializable {

    /** Settings that accept everybody's bundles. */
    public SequencerSettings(
            int partitions,
            long latenessMs,
            long windowMs,
            long delayMs,
            long minLeadMs,
            long loadTimeoutMs,
            String layoutId,
            long maxBundleBytes) {
        this(
                partitions,
                latenessMs,
                windowMs,
                delayMs,
                minLeadMs,
                loadTimeoutMs,
                layoutId,
                maxBundleBytes,
                BundleTrust.ANYBODY);
    }

    public SequencerSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: expected >= 1, was " + partitions);
        }
        if (windowMs < 1) {
            throw new IllegalArgumentException("windowMs: expected >= 1, was " + windowMs);
        }
        if (delayMs < 1) {
            throw new IllegalArgumentException("delayMs: expected >= 1, was " + delayMs);
        }
    }
}
