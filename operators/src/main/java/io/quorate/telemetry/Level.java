package io.quorate.telemetry;

/** Current values shown as gauges. */
public enum Level {
    FRONTIER_MS,
    WATERMARK_MS,
    ENSEMBLE_VERSION,
    WEIGHTS_VERSION,
    MODELS_LOADED,
    RECORDS_HELD,
    /** Market partitions without a record for longer than the warning time. */
    PARTITIONS_SILENT
}
