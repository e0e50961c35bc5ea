package io.quorate.job.tune;

/** An assignment that has no answer; the message is the reason that the study keeps. */
public final class TrialFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrialFailedException(String reason) {
        super(reason);
    }

    public TrialFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
