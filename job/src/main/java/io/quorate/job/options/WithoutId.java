package io.quorate.job.options;

/** How records without an id are de-duplicated. */
public enum WithoutId {
    NONE,
    EXACT
}
