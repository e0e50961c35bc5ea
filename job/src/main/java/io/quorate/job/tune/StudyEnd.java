package io.quorate.job.tune;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * How far a study got.
 *
 * @param why it ended
 * @param reason the same for people
 * @param trials those with a result, in order of their numbers
 */
public record StudyEnd(Stopped why, String reason, List<Trial> trials) {

    /** Why a study ended. */
    public enum Stopped {
        /** All trials there were to be. */
        COMPLETE,
        /** Nothing got better any more. */
        CONVERGED,
        TIMEOUT,
        INTERRUPTED
    }

    public StudyEnd {
        trials = List.copyOf(trials);
    }

    /** SHA-256 over all trials: number, suggestion, state, values, violations, steps, figures and returns. */
    public String sequence() {
        return sequence(trials);
    }

    /** As {@link #sequence()}. */
    public static String sequence(List<Trial> trials) {
        MessageDigest digest = TrialCodec.sha256();
        for (Trial trial : trials) {
            String suggested = TrialCodec.assignment(trial.finished().assignment());
            String one = TrialCodec.digest(
                    trial.number(), suggested, TrialCodec.result(trial, false), TrialCodec.returns(trial.oosReturns()));
            TrialCodec.add(digest, one.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
