package io.quorate.telemetry;

/** Current values shown as gauges. */
public enum Level {
    FRONTIER_MS(Level.UNKNOWN, "event time up to which every epoch is known, epoch ms"),
    WATERMARK_MS(Level.UNKNOWN, "event time the whole market has reached, epoch ms"),
    ENSEMBLE_VERSION(-1, "ensemble in force, -1 for none"),
    WEIGHTS_VERSION(-1, "window that last changed the weights in force, -1 for the prior"),
    SHADOW_VERSION(-1, "shadow in force, -1 for none"),
    STORES_SHUT_OUT(0, "stores of bundles that are not asked now, because they failed too often"),
    MODELS_LOADED(0, "bundles loaded in the process"),
    RECORDS_HELD(0, "samples that wait for the frontier now"),
    FEATURES_IN_ALARM(0, "features that drift, of the newest ensemble watched"),
    MEMBERS_IN_ALARM(
            0, "members, the ensemble included, that predict worse than before, of the newest ensemble watched"),
    GREATEST_PSI_MILLI(0, "greatest PSI of a feature in the last window, thousandths"),
    PARTITIONS_SILENT(0, "market partitions without a record for longer than time.silence-warning, now");

    /** A time nobody knows yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final long initial;
    private final String meaning;

    Level(long initial, String meaning) {
        this.initial = initial;
        this.meaning = meaning;
    }

    /** The value before it was set. */
    public long initial() {
        return initial;
    }

    /** What is shown, for a reader. */
    public String meaning() {
        return meaning;
    }
}
