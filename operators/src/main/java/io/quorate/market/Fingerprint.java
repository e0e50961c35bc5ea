package io.quorate.market;

import io.quorate.schema.market.MarketEvent;

/**
 * 128-bit fingerprint of a record's identity inside its symbol: two independent chains of the SplitMix64 finaliser.
 *
 * <p>Equal on every machine. Reused from record to record, not thread-safe.
 */
final class Fingerprint {

    private static final long ODD = 0x9E3779B97F4A7C15L;
    private static final long BY_ID = 1;
    private static final long BY_CONTENT = 2;

    private long high;
    private long low;

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Takes (venue, id), or the whole content when there is no id. */
    void of(MarketEvent event) {
        high = 0;
        low = ODD;
        absorb(event.id().isEmpty() ? BY_CONTENT : BY_ID);
        absorb(event.venue());
        if (event.id().isEmpty()) {
            absorbContent(event);
        } else {
            absorb(event.id());
        }
    }

    private void absorbContent(MarketEvent event) {
        absorb(event.kind().name());
        absorb(event.tsMs());
        absorb(event.price());
        absorb(event.size());
        absorb(event.intervalMs());
        absorb(event.open());
        absorb(event.high());
        absorb(event.low());
        absorb(event.close());
        absorb(event.volume());
    }

    private void absorb(String text) {
        absorb(text.length());
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word = (word << 16) | text.charAt(i);
            if ((i & 3) == 3) {
                absorb(word);
                word = 0;
            }
        }
        if ((text.length() & 3) != 0) {
            absorb(word);
        }
    }

    private void absorb(double value) {
        absorb(Double.doubleToRawLongBits(value));
    }

    private void absorb(long word) {
        high = mix(high ^ word);
        low = mix(low + word * ODD);
    }

    private static long mix(long z) {
        long mixed = z + ODD;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
