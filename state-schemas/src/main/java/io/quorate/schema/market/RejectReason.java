package io.quorate.schema.market;

/** Why an input record was refused. The name is the reason code on the wire; codes are never renamed or reused. */
public enum RejectReason {
    /** Not UTF-8 JSON, or not a JSON object. */
    UNDECODABLE,
    /** {@code v} is missing or not a version this build reads. */
    UNKNOWN_VERSION,
    /** {@code type} is missing or unknown. */
    UNKNOWN_TYPE,
    /** A required field is absent. */
    MISSING_FIELD,
    /** A field this version does not define. */
    UNKNOWN_FIELD,
    /** A field has the wrong JSON type. */
    WRONG_TYPE,
    /** NaN or infinite number. */
    NOT_FINITE,
    /** Price of zero or less. */
    PRICE_NOT_POSITIVE,
    /** Size or volume below zero. */
    SIZE_NEGATIVE,
    /** High below another price of the bar, or low above one. */
    OHLC_INCONSISTENT,
    /** Bar interval that is not positive, or not a multiple of what the job was told to expect. */
    INTERVAL_INVALID,
    /** Symbol or venue empty, or longer than 64 characters. */
    NAME_INVALID,
    /** Event time before 1970. */
    TIMESTAMP_NEGATIVE,
    /** Event time further ahead of the broker's record time than the clamp allows. */
    TIMESTAMP_AHEAD,
    /** Payload larger than the configured maximum. */
    TOO_LARGE,
    /** Kind of record this job does not take, such as a ready bar sent to a job that builds bars from trades. */
    KIND_UNEXPECTED,
    /** A control request the sequencer refused; the detail is its reason, the payload its record in the control log. */
    CONTROL_REFUSED,
    /** Fill of an external venue that belongs to no order of ours, or to more than was ordered. */
    UNKNOWN_FILL
}
