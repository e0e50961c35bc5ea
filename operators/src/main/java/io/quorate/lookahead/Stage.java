package io.quorate.lookahead;

/** What kind of thing a value is, in the order in which one is made of the other: the first offender is the cause. */
public enum Stage {
    /** What the bundle was made from. */
    BUNDLE,
    /** A column of a table made elsewhere. */
    TABLE,
    FEATURE,
    /** A feature of longer bars. */
    HIGHER_TIMEFRAME,
    REGIME,
    /** Probability of one member. */
    MEMBER,
    /** Weight of one member. */
    WEIGHT,
    /** What the ensemble says. */
    PREDICTION,
    DECISION
}
