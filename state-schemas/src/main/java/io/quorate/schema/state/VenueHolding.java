package io.quorate.schema.state;

/** What an account holds in a symbol by the fills of its known orders. */
public final class VenueHolding {

    public String portfolio = "";
    public String symbol = "";
    /** Long positive, short negative; millionths of a unit. */
    public long signedMicros;
}
