package io.quorate.learn;

/**
 * Weights a bundle starts with, by skill on the calibration rows: norm(max(least, s/sum s)), s = max(0, 1 - Brier /
 * (p(1 - p))) with p the base rate; equal when nobody has skill.
 */
final class PriorWeights {

    private PriorWeights() {}

    static double[] bySkill(double[][] probabilities, int[] labels, double least) {
        double positives = 0;
        for (int label : labels) {
            positives += label;
        }
        double base = positives / labels.length;
        double[] skill = new double[probabilities.length];
        double total = 0;
        for (int m = 0; m < skill.length; m++) {
            skill[m] = Math.max(0, 1 - BinaryScores.brier(probabilities[m], labels) / (base * (1 - base)));
            total += skill[m];
        }
        double[] weights = new double[skill.length];
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            weights[m] = total > 0 ? Math.max(least, skill[m] / total) : 1;
            sum += weights[m];
        }
        for (int m = 0; m < weights.length; m++) {
            weights[m] /= sum;
        }
        return weights;
    }
}
