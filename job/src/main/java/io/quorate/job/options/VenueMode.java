package io.quorate.job.options;

/** Who fills orders. */
public enum VenueMode {
    /** The paper venue inside the job. */
    PAPER,
    /** An external venue behind the venue job. */
    EXTERNAL
}
