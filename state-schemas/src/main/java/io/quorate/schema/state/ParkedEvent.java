package io.quorate.schema.state;

import io.quorate.schema.execution.VenueEvent;
import io.quorate.schema.execution.VenueEventKind;

/** A fill of an order nobody has heard of yet; its decision may still be on the way. */
public final class ParkedEvent {

    public VenueEvent event = new VenueEvent(0, "", VenueEventKind.FILL, "", "", "", false, 0, 0, 0, "");

    /** Wall time it came. */
    public long sinceMs;
}
