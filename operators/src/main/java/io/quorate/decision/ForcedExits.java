package io.quorate.decision;

/** Exits that an operator forces. */
@FunctionalInterface
public interface ForcedExits {

    /** Nothing is forced. */
    ForcedExits NONE = symbol -> Long.MIN_VALUE;

    /** Event time before which every entry in the symbol is to be closed; {@link Long#MIN_VALUE} for none. */
    long beforeMs(String symbol);
}
