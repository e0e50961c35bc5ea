package io.quorate.schema.control;

/**
 * What a venue demands of orders in a symbol; 0 = nothing.
 *
 * @param symbol instrument; "*" for every one without its own
 * @param lotMicros step of quantities, millionths of a unit
 * @param tickMicros step of prices, millionths of the quote currency
 * @param minNotionalMicros least value of an entry
 * @param maxNotionalMicros greatest value of an entry
 */
public record Instrument(
        String symbol, long lotMicros, long tickMicros, long minNotionalMicros, long maxNotionalMicros) {

    /** Nothing demanded. */
    public static final Instrument ANY = new Instrument("*", 0, 0, 0, 0);
}
