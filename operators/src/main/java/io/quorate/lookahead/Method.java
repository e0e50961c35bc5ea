package io.quorate.lookahead;

/** How a value was shown to know the future. */
public enum Method {
    /** It is another one when the history ends at the cut. */
    TRUNCATED,
    /** It is another one when what follows the cut is replaced by noise. */
    NOISE,
    /** The bundle says so of itself, or was fitted on rows it must not know. */
    BUNDLE
}
