package io.quorate.decision;

import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;

/**
 * One sample on its way through a portfolio.
 *
 * @param state the portfolio
 * @param mandate what it may do at this event time
 * @param prediction what the ensemble says of the sample
 * @param decisionId id of the one decision the sample leads to
 */
record Moment(PortfolioState state, Mandate mandate, Prediction prediction, String decisionId) {

    Sample sample() {
        return prediction.features().sample();
    }

    String symbol() {
        return prediction.symbol();
    }

    long tsMs() {
        return prediction.tsMs();
    }

    long seq() {
        return prediction.seq();
    }
}
