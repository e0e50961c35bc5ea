package io.quorate.schema.alert;

/** Whether an alert begins or is over. */
public enum AlertState {
    RAISED,
    CLEARED
}
