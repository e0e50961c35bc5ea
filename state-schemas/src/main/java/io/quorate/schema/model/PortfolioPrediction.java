package io.quorate.schema.model;

/**
 * A prediction on its way to one portfolio.
 *
 * @param portfolio the subscriber
 * @param prediction the prediction
 */
public record PortfolioPrediction(String portfolio, Prediction prediction) {}
