package io.quorate.job.options;

/** Whether this run writes the control log or reads a finished one. */
public enum ControlMode {
    LIVE,
    REPLAY
}
