package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.Arrays;

/**
 * Kernels over choices: one trial's weight on the observed choice, and one trial's weight over all kernels together on every
 * choice; the prior is uniform.
 */
final class CategoryKernels implements Kernels {
    private final int[] choice;
    private final int choices;
    private final double spread;
    private final double logHit;
    private final double logMiss;
    private final double logPrior;

    CategoryKernels(int choices, double[] observed) {
        this.choices = choices;
        choice = Arrays.stream(observed).mapToInt(x -> (int) x).toArray();
        double everywhere = choices / (observed.length + 1.0);
        spread = everywhere / (1 + everywhere);
        logHit = StrictMath.log(1 - spread + spread / choices);
        logMiss = StrictMath.log(spread / choices);
        logPrior = -StrictMath.log(choices);
    }

    @Override
    public void addLog(double x, double[] into) {
        if (choices == 1) {
            return;
        }
        int at = (int) x;
        for (int i = 0; i < choice.length; i++) {
            into[i] += choice[i] == at ? logHit : logMiss;
        }
        into[choice.length] += logPrior;
    }

    @Override
    public double draw(int kernel, CounterStream stream) {
        boolean any = kernel == choice.length || stream.nextDouble() < spread;
        return any ? stream.nextInt(choices) : choice[kernel];
    }
}
