package io.quorate.schema.alert;

/** How soon somebody should look. */
public enum AlertSeverity {
    /** Decisions go on. */
    WARNING,
    /** Decisions wait, or soon will. */
    CRITICAL
}
