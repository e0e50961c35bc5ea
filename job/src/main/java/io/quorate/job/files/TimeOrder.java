package io.quorate.job.files;

import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Puts the records of a file in time order, keeping the order in which equal times happened. */
final class TimeOrder {
    private TimeOrder() {}

    /**
     * The records by time. A file that runs backwards is turned round, equal times included; any other one is sorted
     * with equal times in the order of the file.
     */
    static List<MarketEvent> of(List<MarketEvent> records) {
        boolean forward = true;
        boolean backward = true;
        for (int i = 1; i < records.size(); i++) {
            int order = Long.compare(records.get(i - 1).tsMs(), records.get(i).tsMs());
            forward &= order <= 0;
            backward &= order >= 0;
        }
        List<MarketEvent> ordered = new ArrayList<>(records);
        if (backward && !forward) {
            Collections.reverse(ordered);
        } else if (!forward) {
            ordered.sort(Comparator.comparingLong(MarketEvent::tsMs));
        }
        return ordered;
    }
}
