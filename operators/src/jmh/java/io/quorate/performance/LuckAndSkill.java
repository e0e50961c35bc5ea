package io.quorate.performance;

import io.quorate.tune.RandomSampler;
import io.quorate.tune.Sampler;
import io.quorate.tune.TpeOptions;
import io.quorate.tune.TpeSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Does the deflated Sharpe ratio tell luck from skill? Studies on random walks and on paths with an edge, 40 seeds of 500
 * trials each; how many of their bests it accepts.
 *
 * <p>{@code mvn -Pjmh -pl state-schemas,operators test -DskipTests -Djmh.main=io.quorate.performance.LuckAndSkill
 * -Djmh.args="tpe 40 500 5000"}; the arguments are the sampler (tpe or random), seeds, trials and periods.
 */
public final class LuckAndSkill {

    private LuckAndSkill() {}

    /** Sampler, seeds, trials, periods, first seed. */
    public static void main(String[] args) {
        String sampler = args.length > 0 ? args[0] : "tpe";
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
        int trials = args.length > 2 ? Integer.parseInt(args[2]) : 500;
        int periods = args.length > 3 ? Integer.parseInt(args[3]) : 5_000;
        long first = args.length > 4 ? Long.parseLong(args[4]) : 0;
        for (boolean edge : new boolean[] {false, true}) {
            List<LuckStudy> studies = new ArrayList<>();
            double oracle = 0;
            for (long seed = first; seed < first + seeds; seed++) {
                RuleFamily family =
                        edge ? RuleFamily.withEdge(seed, periods) : RuleFamily.randomWalk(seed, periods);
                oracle += SharpeTests.sharpe(family.oracle()) / seeds;
                TpeOptions options = TpeOptions.defaults(1);
                Sampler learns = sampler.equals("random")
                        ? new RandomSampler(RuleFamily.SPACE, seed)
                        : new TpeSampler(RuleFamily.SPACE, options, seed);
                int unselected = sampler.equals("random") ? trials : Math.min(trials, options.startupTrials());
                LuckStudy study = LuckStudy.run(family, learns, trials, unselected);
                studies.add(study);
                System.out.println(line(seed, study));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, %d seeds from %d x %d trials, %d periods: DSR accepts %d, PSR alone %d; mean Sharpe of the best"
                            + " %.4f, of the planted rule %.4f a period; mean effective trials %.1f%n",
                    edge ? "edge" : "random walk",
                    sampler,
                    seeds,
                    first,
                    trials,
                    periods,
                    studies.stream().filter(LuckStudy::accepted).count(),
                    studies.stream()
                            .filter(s -> s.probabilistic() >= LuckStudy.ACCEPTED)
                            .count(),
                    studies.stream().mapToDouble(LuckStudy::sharpe).average().orElse(Double.NaN),
                    oracle,
                    studies.stream()
                            .mapToDouble(LuckStudy::effectiveTrials)
                            .average()
                            .orElse(Double.NaN));
        }
    }

    private static String line(long seed, LuckStudy study) {
        return String.format(
                Locale.ROOT,
                "seed %2d: Sharpe %.4f PSR %.4f DSR %.4f, SR0 %.4f, V %.3e of %.3e, effective %.1f of %d, %s",
                seed,
                study.sharpe(),
                study.probabilistic(),
                study.deflated(),
                study.bias().expectedMaximum().value(),
                study.bias().varianceOfSharpe(),
                study.bias().observedVariance(),
                study.effectiveTrials(),
                study.bias().trials(),
                study.best().values());
    }
}
