package io.quorate.tune;

/**
 * Settings of {@link TpeSampler}.
 *
 * @param startupTrials suggested at random before the model is used
 * @param candidates drawn from the good trials' density per suggestion, of which the best is suggested
 * @param multivariate whether all parameters of a candidate come from one kernel, so that interactions are kept
 * @param objectives number of values of a trial, all minimised
 */
public record TpeOptions(int startupTrials, int candidates, boolean multivariate, int objectives) {
    /** Trials asked at once unless told otherwise: see docs/tuning.md for what it costs. */
    public static final int DEFAULT_GENERATION = 8;

    public TpeOptions {
        atLeast("startupTrials", startupTrials, 1);
        atLeast("candidates", candidates, 1);
        atLeast("objectives", objectives, 1);
    }

    /** 50 start-up trials, 24 candidates, multivariate. */
    public static TpeOptions defaults(int objectives) {
        return new TpeOptions(50, 24, true, objectives);
    }

    public TpeOptions withStartupTrials(int trials) {
        return new TpeOptions(trials, candidates, multivariate, objectives);
    }

    public TpeOptions withCandidates(int number) {
        return new TpeOptions(startupTrials, number, multivariate, objectives);
    }

    public TpeOptions withMultivariate(boolean on) {
        return new TpeOptions(startupTrials, candidates, on, objectives);
    }

    private static void atLeast(String field, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("tpe, " + field + ": expected at least " + least + ", was " + value);
        }
    }
}
