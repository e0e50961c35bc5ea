package io.quorate.schema.alert;

/** What is wrong. */
public enum AlertKind {
    /** The control log does not follow the market, so the frontier stands still and decisions will wait. */
    CONTROL_SILENT,
    /** A market partition gives no records and holds time. */
    PARTITION_SILENT,
    /** A control request was refused. */
    EPOCH_REFUSED,
    /** Records wait for a committed bundle that is not loaded. */
    BUNDLE_MISSING
}
