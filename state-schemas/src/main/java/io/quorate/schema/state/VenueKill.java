package io.quorate.schema.state;

/** A kill switch as the gateway keeps it: the last request to stop and the last that was granted to go on. */
public final class VenueKill {

    /** Portfolio, or "*". */
    public String scope = "";
    /** Offset of the last KILL request; -1 for none. */
    public long killOffset = -1;
    /** Offset of the last RESUME request that the sequencer granted; -1 for none. */
    public long resumeOffset = -1;
}
