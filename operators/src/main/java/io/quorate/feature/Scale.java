package io.quorate.feature;

/** How a raw column enters the model layout. */
enum Scale {
    /** As it is: it has no unit of price. */
    FREE,
    /** Divided by the close, under the name with suffix {@code _rel}. */
    PRICE,
    /** Not at all: it repeats another column, or depends on where history starts. */
    RAW_ONLY
}
