package io.quorate.schema.quality;

/** What a record of the watch is about. */
public enum QualitySubject {
    /** Distribution of a feature. */
    FEATURE,
    /** Distribution of the probabilities of a member or the ensemble. */
    OUTPUT,
    /** How well a member or the ensemble predicts. */
    MEMBER,
    /** All of one ensemble version. */
    EPOCH
}
