package io.quorate.job.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;

/**
 * What the sequencer made of a request.
 *
 * @param record the epoch, or the REFUSED record with its reason
 * @param writtenMs wall time of the record, epoch ms
 */
public record ControlAnswer(ControlRecord record, long writtenMs) {

    /** True if the request became an epoch. */
    public boolean accepted() {
        return record.kind() != ControlKind.REFUSED;
    }

    /** Why it was refused; why it was asked for when it was not. */
    public String reason() {
        return record.reason();
    }
}
