package io.quorate.schema.execution;

import io.quorate.schema.decision.LeanDecision;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything the order desk of an external venue hears from topics, as one type so that it can be one input.
 *
 * @param kind what it is
 * @param decision the decision; null otherwise
 * @param recordMs the broker's time of a decision; 0 otherwise
 * @param scope portfolio of a KILL or RESUME, or "*"; empty otherwise
 * @param requestOffset offset of the request of a KILL or RESUME; -1 otherwise
 */
public record DeskInput(Kind kind, @Nullable LeanDecision decision, long recordMs, String scope, long requestOffset) {

    /** Kind of input. */
    public enum Kind {
        DECISION,
        /** Asked for; nobody has granted it yet. */
        KILL,
        /** Granted by the sequencer. */
        RESUME
    }

    public DeskInput {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(scope, "scope");
    }

    public static DeskInput decision(LeanDecision decision, long recordMs) {
        return new DeskInput(Kind.DECISION, decision, recordMs, "", -1);
    }

    public static DeskInput kill(String scope, long requestOffset) {
        return new DeskInput(Kind.KILL, null, 0, scope, requestOffset);
    }

    public static DeskInput resume(String scope, long requestOffset) {
        return new DeskInput(Kind.RESUME, null, 0, scope, requestOffset);
    }
}
