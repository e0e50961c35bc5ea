package io.quorate.job.tune;

import org.jspecify.annotations.Nullable;

/**
 * What a trial of the front did on the period that no trial saw.
 *
 * @param outcome null when there is none
 * @param undefined why there is none; null exactly when there is one
 */
public record HoldOut(
        @Nullable TrialOutcome outcome, @Nullable String undefined) {
    public HoldOut {
        if ((outcome == null) == (undefined == null)) {
            throw new IllegalArgumentException("expected an outcome or a reason, was " + outcome + " and " + undefined);
        }
    }

    static HoldOut none(String reason) {
        return new HoldOut(null, reason);
    }
}
