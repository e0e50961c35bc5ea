package io.quorate.job.tune;

import io.quorate.ensemble.EnsembleModel;
import io.quorate.schema.control.EnsembleSpec;

/**
 * A model trained for a fold and what its members say of the fold's test span.
 *
 * @param model that scores
 * @param spec its announcement; the digest is that of what it depends on
 * @param probabilities of the members, by vector of the test span; never changed
 * @param bytes memory it takes, about
 */
record TrainedFold(EnsembleModel model, EnsembleSpec spec, double[][] probabilities, long bytes) {}
