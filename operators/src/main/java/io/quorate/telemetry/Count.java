package io.quorate.telemetry;

/** Things that are counted, once each, since the subtask started. */
public enum Count {
    EVENTS_IN("market records read, heartbeats excluded"),
    HEARTBEATS("heartbeats read"),
    ACCEPTED("records put in order and passed on"),
    DUPLICATES("repeats dropped"),
    LATE("records that came too late"),
    REJECTED("records refused, each a dead letter"),
    SAMPLES("samples turned into features"),
    WARMING("samples seen before every feature was warm"),
    FILLED("bars carried forward over a gap"),
    DROPPED_VALUES("feature values that were not finite or out of their range"),
    PREDICTIONS("samples scored"),
    SHADOW_PREDICTIONS("samples scored by the shadow"),
    SHADOW_SKIPPED("samples the shadow did not score: the subtask was busy, or the bundle not loaded"),
    HELD("samples that had to wait for the frontier"),
    CREDITS("credits of a member for a known label"),
    RETIRED_CREDITS("credits to an ensemble that no longer predicts for the symbol"),
    WINDOWS_JUDGED("quality windows of an ensemble judged"),
    ALARMS_RAISED("quality alarms of a feature or member raised"),
    ALARMS_CLEARED("quality alarms cleared"),
    WEIGHTS("weights epochs"),
    EPOCHS("epochs other than weights"),
    REFUSED("requests refused"),
    VOID("epochs without effect, written at or before the frontier"),
    SAMPLE_DECISIONS("decisions on a sample"),
    TIMER_DECISIONS("decisions by time alone"),
    NO_ACTION("decisions to do nothing"),
    TAKE_ACTION("decisions to enter"),
    EXIT_POSITION("decisions to exit"),
    RISK_REJECTED("entries rejected by risk"),
    EXECUTIONS("fills of the paper venue");

    private final String meaning;

    Count(String meaning) {
        this.meaning = meaning;
    }

    /** What is counted, for a reader. */
    public String meaning() {
        return meaning;
    }
}
