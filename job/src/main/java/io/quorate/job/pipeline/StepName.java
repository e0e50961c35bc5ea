package io.quorate.job.pipeline;

import java.util.Locale;

/** The steps, in their order. */
public enum StepName {
    TRAIN,
    BACKTEST,
    GATES,
    REGISTER,
    SHADOW,
    OUTCOMES,
    PROMOTE;

    /** As it is written in files and on the terminal. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
