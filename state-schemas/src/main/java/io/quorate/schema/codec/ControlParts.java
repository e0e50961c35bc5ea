package io.quorate.schema.codec;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which parts a control record or request of a kind carries, so that no reader meets an epoch without its content.
 *
 * <p>A rollback request may leave the bundle out, since the sequencer knows it; the record it leads to may not. A REFUSED
 * record may carry what was refused.
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
    }

    static void check(ControlRequest value) throws CodecException {
        ControlKind kind = value.kind();
        if (!kind.isEpoch() || kind == ControlKind.WEIGHTS) {
            throw new CodecException("ControlRequest.kind: expected an epoch kind other than WEIGHTS, was " + kind);
        }
        boolean bundle = kind == ControlKind.ENSEMBLE;
        if (!bundle || !value.rollback() || value.ensemble() != null) {
            check("ControlRequest.ensemble", kind, value.ensemble(), bundle);
        }
        check("ControlRequest.strategy", kind, value.strategy(), kind == ControlKind.STRATEGY);
        check("ControlRequest.limits", kind, value.limits(), kind == ControlKind.LIMITS);
    }

    private static void check(String path, ControlKind kind, @Nullable Object part, boolean expected)
            throws CodecException {
        if ((part != null) != expected) {
            throw new CodecException(path + ": expected " + (expected ? "a value" : "no value") + " in a " + kind
                    + ", was " + (part == null ? "absent" : "present"));
        }
    }
}
