package io.quorate.job.tune;

/**
 * A trial has ended.
 *
 * @param last which
 * @param done trials with a result, those of earlier runs too
 * @param trials there are to be
 */
public record StudyProgress(Trial last, int done, int trials) {}
