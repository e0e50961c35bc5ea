package io.quorate.execution;

import io.quorate.schema.execution.VenueEvent;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a venue's feed.
 *
 * @param events put in the order of the feed
 * @param end true if the feed had no more when it was asked
 */
public record VenuePage(List<VenueEvent> events, boolean end) {

    public VenuePage {
        events = events.stream()
                .sorted(Comparator.comparingLong(VenueEvent::seq))
                .toList();
    }
}
