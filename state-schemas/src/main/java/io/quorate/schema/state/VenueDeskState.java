package io.quorate.schema.state;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything the gateway to an external venue remembers. Size: 300 B per order that lives or ended within the retention,
 * 40 B per fill of those, 100 B per account and symbol, 300 B per parked fill.
 */
public final class VenueDeskState {

    /** Place in the venue's feed up to which everything was taken. */
    public long cursor;

    /** Orders in the order of their decisions. */
    public List<VenueOrderState> orders = new ArrayList<>();

    public List<VenueHolding> holdings = new ArrayList<>();
    public List<VenueKill> kills = new ArrayList<>();
    public List<ParkedEvent> parked = new ArrayList<>();
}
