package io.quorate.schema.codec;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which parts a control record of a kind carries, so that no reader meets an epoch without its content.
 *
 * <p>A REFUSED record may carry what was refused. Requests are judged by the sequencer, whose refusal names the request.
 */
final class ControlParts {

    private ControlParts() {}

    static void check(ControlRecord value) throws CodecException {
        ControlKind kind = value.kind();
        if (kind == ControlKind.REFUSED) {
            return;
        }
        boolean bundle = kind == ControlKind.ENSEMBLE || kind == ControlKind.PREPARE;
        check("ControlRecord.ensemble", kind, value.ensemble(), bundle);
        check("ControlRecord.weights", kind, value.weights(), kind == ControlKind.WEIGHTS);
        check("ControlRecord.strategy", kind, value.strategy(), kind == ControlKind.STRATEGY);
        check("ControlRecord.limits", kind, value.limits(), kind == ControlKind.LIMITS);
        check("ControlRecord.report", kind, value.report(), kind == ControlKind.EXECUTION);
        if (value.symbol() != null && kind != ControlKind.FORCE_EXIT) {
            throw new CodecException("ControlRecord.symbol: expected no value in a " + kind + ", was present");
        }
    }

    private static void check(String path, ControlKind kind, @Nullable Object part, boolean expected)
            throws CodecException {
        if ((part != null) != expected) {
            throw new CodecException(path + ": expected " + (expected ? "a value" : "no value") + " in a " + kind
                    + ", was " + (part == null ? "absent" : "present"));
        }
    }
}
