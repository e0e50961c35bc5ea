package io.quorate.ensemble;

/** One model of an ensemble. Immutable and shared by threads. */
public interface Member {

    /** Name in the manifest, in credits and in weights. */
    String name();

    /** Raw score, before calibration; larger means more likely. NaN when the row cannot be answered. */
    double margin(FeatureRow row);
}
