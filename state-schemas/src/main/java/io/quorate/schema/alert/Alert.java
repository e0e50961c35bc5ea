package io.quorate.schema.alert;

import java.util.Objects;

/**
 * A line for whoever watches the job. It decides nothing, and wall time may have made it: two runs may differ in theirs.
 *
 * @param kind what is wrong
 * @param severity how soon somebody should look
 * @param state whether it begins or is over
 * @param subject what it is about: a partition, a request, a bundle
 * @param sinceMs event time from which it holds, epoch ms; -1 when not known
 * @param text one sentence for a reader
 */
public record Alert(
        AlertKind kind, AlertSeverity severity, AlertState state, String subject, long sinceMs, String text) {

    /** An event time nobody knows. */
    public static final long UNKNOWN_TIME = -1;

    public Alert {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }

    /** One that begins. */
    public static Alert raised(AlertKind kind, AlertSeverity severity, String subject, long sinceMs, String text) {
        return new Alert(kind, severity, AlertState.RAISED, subject, Math.max(sinceMs, UNKNOWN_TIME), text);
    }

    /** The same, over. */
    public Alert cleared(String why) {
        return new Alert(kind, severity, AlertState.CLEARED, subject, sinceMs, why);
    }
}
