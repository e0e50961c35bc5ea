package io.quorate.ensemble;

/** Splits margins of one member into contributions of the features. Holds the scratch of one thread. */
public interface MemberContributions {

    /**
     * Adds what each feature contributes to the margin; returns the margin that is left when none does. They sum to
     * {@link Member#margin}, but for rounding.
     *
     * @param out one per column of the row, set to 0 before
     */
    double add(FeatureRow row, double[] out);
}
