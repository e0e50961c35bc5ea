package io.quorate.schema.routing;

import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.model.Prediction;
import org.jspecify.annotations.Nullable;

/**
 * What comes to one portfolio: a prediction, or what an external venue did; one of the two is set.
 *
 * @param portfolio the subscriber
 * @param prediction the prediction
 * @param execution the EXECUTION record of the control log
 */
public record PortfolioPrediction(
        String portfolio,
        @Nullable Prediction prediction,
        @Nullable ControlRecord execution) {

    public PortfolioPrediction(String portfolio, Prediction prediction) {
        this(portfolio, prediction, null);
    }

    /** An EXECUTION on its way to the portfolio of its scope. */
    public static PortfolioPrediction execution(ControlRecord r) {
        return new PortfolioPrediction(r.scope(), null, r);
    }
}
