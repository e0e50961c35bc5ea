package io.quorate.tune;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints what the sampler finds beside the medians of Optuna's TPE. Arguments: seeds (20), sizes of a generation (1 and the default),
 * objectives (the four of the reference); "all" for every function here; and random or univariate for another sampler.
 */
final class SamplerComparison {
    static final int[] CHECKPOINTS = {100, 200, 500};

    /** One run: values per trial and the sampler's CPU time. */
    record Run(double[][] values, double cpuSeconds) {}

    private SamplerComparison() {}

    public static void main(String[] args) throws IOException {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        String generations = args.length > 1 ? args[1] : "1," + TpeOptions.DEFAULT_GENERATION;
        String names = args.length > 2 ? args[2] : "branin,hartmann6,mixed,zdt1_5";
        boolean random = args.length > 3 && args[3].equals("random");
        boolean multivariate = !(args.length > 3 && args[3].equals("univariate"));
        List<SyntheticObjective> objectives = names.equals("all")
                ? SyntheticObjective.all()
                : Arrays.stream(names.split(",")).map(SyntheticObjective::named).toList();
        for (String generation : generations.split(",")) {
            System.out.printf("%nseeds 0-%d, generation %s%n", seeds - 1, generation);
            System.out.printf(
                    "%-12s %-8s %5s %11s %11s %11s  %11s %11s %s%n",
                    "function", "measure", "n", "q25", "median", "q75", "optuna tpe", "+ .5 IQR", "");
            int[] counts = new int[3];
            for (SyntheticObjective objective : objectives) {
                List<Run> runs = IntStream.range(0, seeds)
                        .mapToObj(seed -> run(
                                objective,
                                random
                                        ? new RandomSampler(objective.space(), seed)
                                        : sampler(objective, seed, multivariate),
                                CHECKPOINTS[CHECKPOINTS.length - 1],
                                Integer.parseInt(generation)))
                        .toList();
                print(objective, runs, counts);
            }
            System.out.printf("rows %d, within %d, at or better %d%n", counts[0], counts[1], counts[2]);
        }
    }

    static Sampler sampler(SyntheticObjective objective, long seed, boolean multivariate) {
        TpeOptions options = TpeOptions.defaults(objective.objectives()).withMultivariate(multivariate);
        return new TpeSampler(objective.space(), options, seed);
    }

    static Run run(SyntheticObjective objective, Sampler sampler, int trials, int generation) {
        long[] cpuNanos = new long[1];
        Sampler timed = (told, first, count) -> {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<Assignment> asked = sampler.ask(told, first, count);
            cpuNanos[0] += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            return asked;
        };
        double[][] values = objective.search(timed, trials, generation).stream()
                .map(FinishedTrial::values)
                .toArray(double[][]::new);
        return new Run(values, cpuNanos[0] * 1e-9);
    }

    private static void print(SyntheticObjective objective, List<Run> runs, int[] counts) throws IOException {
        boolean known = SamplerReference.knows(objective.name());
        for (SamplerReference.Measure measure : SamplerReference.measures(objective.name())) {
            for (int n : CHECKPOINTS) {
                double[] q = quartiles(runs, r -> measured(objective, measure, r.values(), n));
                StringBuilder line = new StringBuilder(String.format(
                        Locale.ROOT,
                        "%-12s %-8s %5d %11.6g %11.6g %11.6g",
                        objective.name(),
                        measure,
                        n,
                        q[0],
                        q[1],
                        q[2]));
                if (known) {
                    SamplerReference.Row row = SamplerReference.read().row(objective.name(), "tpe", measure, n);
                    double sign = measure.higherIsBetter() ? -1 : 1;
                    double bound = row.median() + sign * .5 * (row.q75() - row.q25());
                    boolean within = sign * q[1] <= sign * bound;
                    boolean better = sign * q[1] <= sign * row.median();
                    counts[0]++;
                    counts[1] += within ? 1 : 0;
                    counts[2] += better ? 1 : 0;
                    line.append(String.format(
                            Locale.ROOT,
                            "  %11.6g %11.6g %s",
                            row.median(),
                            bound,
                            better ? "better" : within ? "within" : "WORSE"));
                }
                System.out.println(line);
            }
        }
        double[] cpu = quartiles(runs, Run::cpuSeconds);
        System.out.printf(Locale.ROOT, "%-12s cpu s %.3f %.3f %.3f%n", objective.name(), cpu[0], cpu[1], cpu[2]);
    }

    private static double measured(
            SyntheticObjective objective, SamplerReference.Measure measure, double[][] values, int n) {
        if (objective.objectives() > 2) {
            double[] corner = new double[objective.objectives()];
            Arrays.fill(corner, 1.1);
            return -Hypervolume.of(Arrays.copyOf(values, n), corner);
        }
        return measure.of(values, n);
    }

    /** Type 7, as the reference's. */
    static double[] quartiles(List<Run> runs, java.util.function.ToDoubleFunction<Run> of) {
        double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
        double[] quartiles = new double[3];
        for (int q = 0; q < 3; q++) {
            double at = .25 * (q + 1) * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            quartiles[q] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }
        return quartiles;
    }
}
