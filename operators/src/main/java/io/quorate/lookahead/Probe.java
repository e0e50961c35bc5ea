package io.quorate.lookahead;

import io.quorate.schema.market.MarketEvent;
import java.util.List;

/**
 * What is put to the test: makes of a history whatever it makes, and says of each value from which event time on it is
 * known. The same history gives the same values; a history is in event-time order.
 */
@FunctionalInterface
public interface Probe {

    /** Computes everything from the beginning of the history. */
    void run(List<MarketEvent> history, ProbeSink out);

    /** Several of them as one. */
    static Probe of(List<Probe> probes) {
        List<Probe> all = List.copyOf(probes);
        return (history, out) -> all.forEach(probe -> probe.run(history, out));
    }
}
