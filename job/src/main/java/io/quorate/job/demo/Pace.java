package io.quorate.job.demo;

import io.quorate.schema.market.MarketEvent;

/**
 * When a record is sent, and which time it carries.
 *
 * <p>REPLAY keeps the times of the records and sends them {@code speedUp} times faster than they happened; a speed-up
 * of infinity sends them as fast as the broker takes them. RATE sends {@code perSecond} records a second whatever they
 * say, and gives each its intended send time and a new id: what is measured from it includes any delay of the sender.
 *
 * @param kind which of the two
 * @param speedUp event time per wall time of a REPLAY
 * @param perSecond records a second of a RATE
 */
public record Pace(Kind kind, double speedUp, double perSecond) {

    /** Where the times of the records come from. */
    public enum Kind {
        REPLAY,
        RATE
    }

    public Pace {
        if (!(speedUp > 0) || !(perSecond > 0)) {
            throw new IllegalArgumentException("expected a positive pace, was " + speedUp + " and " + perSecond);
        }
    }

    /** Times as recorded, {@code x} times faster. */
    public static Pace speedUp(double x) {
        return new Pace(Kind.REPLAY, x, Double.POSITIVE_INFINITY);
    }

    /** Times as recorded, as fast as possible. */
    public static Pace max() {
        return speedUp(Double.POSITIVE_INFINITY);
    }

    /** Wall times, so many records a second. */
    public static Pace rate(double perSecond) {
        return new Pace(Kind.RATE, Double.POSITIVE_INFINITY, perSecond);
    }

    boolean isUnpaced() {
        return kind == Kind.REPLAY && Double.isInfinite(speedUp);
    }

    /** Nanoseconds after the start at which a record is due; 0 when unpaced. */
    long dueNanos(MarketEvent event, long index, long firstTsMs) {
        return switch (kind) {
            case REPLAY -> isUnpaced() ? 0 : (long) ((event.eventTimeMs() - firstTsMs) * 1e6 / speedUp);
            case RATE -> (long) (index * 1e9 / perSecond);
        };
    }

    /** The event time that {@code nanos} after the start stands for. */
    long eventTimeMs(long nanos, long firstTsMs, long startWallMs) {
        return switch (kind) {
            case REPLAY -> firstTsMs + (long) (nanos * speedUp / 1e6);
            case RATE -> startWallMs + nanos / 1_000_000;
        };
    }

    /**
     * The record as it is sent.
     *
     * @param number of the record among all its publisher sent
     */
    MarketEvent stamped(MarketEvent e, long number, long dueNanos, long startWallMs) {
        if (kind == Kind.REPLAY) {
            return e;
        }
        return new MarketEvent(
                e.kind(),
                e.venue(),
                e.symbol(),
                eventTimeMs(dueNanos, 0, startWallMs) - (e.eventTimeMs() - e.tsMs()),
                "rate#" + number,
                e.price(),
                e.size(),
                e.intervalMs(),
                e.open(),
                e.high(),
                e.low(),
                e.close(),
                e.volume(),
                e.partition(),
                e.offset());
    }
}
