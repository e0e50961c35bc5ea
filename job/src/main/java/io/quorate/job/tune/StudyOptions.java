package io.quorate.job.tune;

import io.quorate.tune.Convergence;
import io.quorate.tune.TpeOptions;
import io.quorate.tune.TrialState;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a study goes about it.
 *
 * @param trials how many there are to be in all
 * @param seed of the sampler
 * @param sampler who suggests
 * @param tpe settings of that sampler
 * @param generation trials asked at once: they are evaluated at the same time, whatever the workers
 * @param pruner who gives trials up
 * @param patience trials without improvement after which to stop before all trials are done; 0 = never
 * @param mostFailures trials that may fail in a row
 * @param timeout when to stop, be trials left; zero = never
 */
public record StudyOptions(
        int trials,
        long seed,
        SamplerKind sampler,
        TpeOptions tpe,
        int generation,
        PrunerKind pruner,
        int patience,
        int mostFailures,
        Duration timeout) {

    /** Who suggests what to try. */
    public enum SamplerKind {
        TPE,
        RANDOM
    }

    /** Who gives a trial up that does worse than others did. */
    public enum PrunerKind {
        MEDIAN,
        NONE
    }

    public static final int MOST_TRIALS = 1_000_000;
    public static final int MOST_GENERATION = 1024;
    public static final int DEFAULT_MOST_FAILURES = 20;
    private static final double TOLERANCE = 0.01;

    public StudyOptions {
        range("--trials", trials, 1, MOST_TRIALS);
        range("--generation", generation, 1, MOST_GENERATION);
        range("--patience", patience, 0, MOST_TRIALS);
        range("--max-failures", mostFailures, 1, MOST_TRIALS);
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("expected --timeout from 0, was " + timeout);
        }
        if (pruner == PrunerKind.MEDIAN && tpe.objectives() > 1) {
            throw new IllegalArgumentException(
                    "expected --pruner none with several objectives, was median: one value by the"
                            + " way does not tell a trial of the front");
        }
    }

    /** TPE with its defaults, no pruner, one objective or several. */
    public static StudyOptions of(int trials, long seed, int objectives) {
        return new StudyOptions(
                trials,
                seed,
                SamplerKind.TPE,
                TpeOptions.defaults(objectives),
                TpeOptions.DEFAULT_GENERATION,
                PrunerKind.NONE,
                0,
                DEFAULT_MOST_FAILURES,
                Duration.ZERO);
    }

    public StudyOptions withTrials(int number) {
        return new StudyOptions(number, seed, sampler, tpe, generation, pruner, patience, mostFailures, timeout);
    }

    public StudyOptions withTimeout(Duration limit) {
        return new StudyOptions(trials, seed, sampler, tpe, generation, pruner, patience, mostFailures, limit);
    }

    public StudyOptions withPruner(PrunerKind kind) {
        return new StudyOptions(trials, seed, sampler, tpe, generation, kind, patience, mostFailures, timeout);
    }

    /** When to stop before all trials are done; null = never. */
    @Nullable
    Convergence convergence() {
        return patience == 0 ? null : new Convergence(tpe.startupTrials() + patience, patience, TOLERANCE);
    }

    /**
     * Which trials the sampler drew at random, before it had learned: the first generations, until enough trials that did
     * not fail were told.
     *
     * @param trials in order of their numbers, from the first
     * @return their numbers
     */
    Set<Integer> drawnAtRandom(List<Trial> trials) {
        Set<Integer> drawn = new HashSet<>();
        int told = 0;
        int usable = 0;
        for (Trial trial : trials) {
            int place = trial.number() % generation;
            told = place == 0 ? usable : told;
            if (sampler == SamplerKind.RANDOM || told + place < tpe.startupTrials()) {
                drawn.add(trial.number());
            }
            usable += trial.state() == TrialState.FAILED ? 0 : 1;
        }
        return drawn;
    }

    /** What trials depend on, by name. */
    Map<String, String> identity() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("seed", Long.toString(seed));
        parts.put("sampler", sampler.name());
        if (sampler == SamplerKind.TPE) {
            parts.put("startup trials", Integer.toString(tpe.startupTrials()));
            parts.put("candidates", Integer.toString(tpe.candidates()));
            parts.put("multivariate", Boolean.toString(tpe.multivariate()));
        }
        parts.put("generation", Integer.toString(generation));
        parts.put("pruner", pruner.name());
        return parts;
    }

    private static void range(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "expected " + option + " from " + least + " to " + most + ", was " + value);
        }
    }
}
