package io.quorate.schema.quality;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the watch says of one subject in one window.
 *
 * @param ensembleVersion epoch that predicted
 * @param windowStartMs first event time of the window
 * @param windowEndMs first event time after it
 * @param subject what it is about
 * @param name feature or member; "ensemble" for the ensemble and the epoch
 * @param level how bad it is
 * @param change whether an alarm began or ended
 * @param reason what gave the level
 * @param samples samples of the window, labels for a MEMBER
 * @param drift of a FEATURE or OUTPUT
 * @param member of a MEMBER
 * @param epoch of an EPOCH
 */
public record QualityRecord(
        long ensembleVersion,
        long windowStartMs,
        long windowEndMs,
        QualitySubject subject,
        String name,
        QualityLevel level,
        QualityChange change,
        QualityReason reason,
        long samples,
        @Nullable DriftFigures drift,
        @Nullable MemberFigures member,
        @Nullable EpochFigures epoch) {

    public QualityRecord {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(reason, "reason");
    }
}
