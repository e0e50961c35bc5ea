package io.quorate.schema.quality;

/** Whether an alarm began or ended with this record. */
public enum QualityChange {
    NONE,
    RAISED,
    CLEARED
}
