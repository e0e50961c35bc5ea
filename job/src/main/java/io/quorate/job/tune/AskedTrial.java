package io.quorate.job.tune;

import io.quorate.tune.Assignment;

/**
 * A trial that was asked for and is still to be evaluated.
 *
 * @param number its place in the study, from 0
 * @param suggested what the sampler chose
 */
record AskedTrial(int number, Assignment suggested) {}
