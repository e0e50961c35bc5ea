package io.quorate.job.tune;

import org.jspecify.annotations.Nullable;

/** The objective that this process has opened last: opened once, shared by all threads and subtasks. */
final class OpenObjectives {
    private static @Nullable String openKey;
    private static @Nullable TrialObjective open;

    private OpenObjectives() {}

    /** The objective of a source; sources of one class with the same shape and identity share theirs. */
    static synchronized TrialObjective of(ObjectiveSource source) {
        String key = source.getClass().getName() + source.shape() + source.identity();
        TrialObjective found = open;
        if (found == null || !key.equals(openKey)) {
            // the old one's data may go before the new one's comes
            open = null;
            found = source.open();
            open = found;
            openKey = key;
        }
        return found;
    }
}
