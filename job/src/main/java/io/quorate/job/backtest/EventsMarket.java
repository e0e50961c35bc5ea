package io.quorate.job.backtest;

import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records that are in memory, as one partition: for runs over the same history again and again.
 *
 * @param name what it is, for people
 * @param events in time order
 */
public record EventsMarket(String name, List<MarketEvent> events) implements MarketSource {

    private static final int EVENTS_BETWEEN_PROGRESS = 1 << 14;

    public EventsMarket {
        events = List.copyOf(events);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public void forEach(Consumer<Inbound> sink, Progress progress) {
        int at = 0;
        for (MarketEvent event : events) {
            sink.accept(new Inbound(0, event.partition() == 0 ? event : event.at(0, at), null));
            if (at++ % EVENTS_BETWEEN_PROGRESS == 0) {
                progress.done((double) at / events.size());
            }
        }
    }
}
