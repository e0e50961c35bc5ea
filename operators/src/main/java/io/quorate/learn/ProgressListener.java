package io.quorate.learn;

/** Told how far a training is, on the training's thread. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = (step, fraction) -> {};

    /**
     * A step begins.
     *
     * @param step what begins, for people
     * @param fraction share of the work that is done, in [0, 1]
     */
    void progress(String step, double fraction);
}
