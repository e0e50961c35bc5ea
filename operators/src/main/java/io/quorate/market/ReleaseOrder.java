package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import java.util.Comparator;

/**
 * Total order in which accepted records of a symbol are released: event time, id, venue, partition, offset.
 *
 * <p>An id is its text up to the trailing digits, then those digits as an integer, so 9 comes before 10 and file#9
 * before file#10; records without an id come first, by their place in the topic. Ids that differ only in leading zeros
 * are ordered by text.
 */
final class ReleaseOrder implements Comparator<MarketEvent> {

    static final ReleaseOrder INSTANCE = new ReleaseOrder();

    private ReleaseOrder() {}

    @Override
    public int compare(MarketEvent a, MarketEvent b) {
        int order = Long.compare(a.eventTimeMs(), b.eventTimeMs());
        if (order == 0) {
            order = compareIds(a.id(), b.id());
        }
        if (order == 0 && !a.id().isEmpty()) {
            // an id counts within its venue; without the venue the order of arrival would decide between two of them
            order = a.venue().compareTo(b.venue());
        }
        if (order == 0) {
            order = Integer.compare(a.partition(), b.partition());
        }
        return order == 0 ? Long.compare(a.offset(), b.offset()) : order;
    }

    static int compareIds(String a, String b) {
        int digitsA = digitsFrom(a);
        int digitsB = digitsFrom(b);
        int order = a.substring(0, digitsA).compareTo(b.substring(0, digitsB));
        if (order == 0) {
            order = compareDigits(a, digitsA, b, digitsB);
        }
        return order == 0 ? a.compareTo(b) : order;
    }

    private static int digitsFrom(String id) {
        int from = id.length();
        while (from > 0 && id.charAt(from - 1) >= '0' && id.charAt(from - 1) <= '9') {
            from--;
        }
        return from;
    }

    private static int compareDigits(String a, int fromA, String b, int fromB) {
        int startA = skipZeros(a, fromA);
        int startB = skipZeros(b, fromB);
        int order = Integer.compare(a.length() - startA, b.length() - startB);
        for (int i = 0; order == 0 && startA + i < a.length(); i++) {
            order = Character.compare(a.charAt(startA + i), b.charAt(startB + i));
        }
        return order;
    }

    private static int skipZeros(String id, int from) {
        int start = from;
        while (start < id.length() && id.charAt(start) == '0') {
            start++;
        }
        return start;
    }
}
