package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kégl 2011): the density of the good trials proposes
 * candidates, and the one is suggested where it exceeds the density of the rest most. For several objectives the good are
 * those of the best non-domination ranks (Ozaki et al. 2022). Parameters that are active together are modelled together, or
 * each by itself when not multivariate. What differs from the definition, and why: docs/adr/0020.
 */
public final class TpeSampler implements Sampler {
    /** Draws from the whole space before a suggestion that was made before is made again. */
    private static final int ATTEMPTS = 20;

    private final SearchSpace space;
    private final TpeOptions options;
    private final long seed;
    private final List<ParameterGroup> groups;
    private final List<EncodedTrial> encoded = new ArrayList<>();

    public TpeSampler(ParameterSpace space, TpeOptions options, long seed) {
        this.space = new SearchSpace(space);
        this.options = options;
        this.seed = seed;
        groups = ParameterGroup.of(space, !options.multivariate());
    }

    @Override
    public synchronized List<Assignment> ask(List<FinishedTrial> told, int firstNumber, int count) {
        List<EncodedTrial> trials = encode(told);
        long usable = trials.stream()
                .filter(t -> t.trial().state() != TrialState.FAILED)
                .count();
        List<GroupModel> models = usable + count <= options.startupTrials() ? List.of() : models(trials);
        Set<List<Double>> made = new HashSet<>();
        if (space.finite()) {
            trials.forEach(t -> made.add(key(t.at())));
        }
        List<Assignment> suggestions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            CounterStream stream = new CounterStream(seed, firstNumber + k);
            double[] row = usable + k < options.startupTrials() ? space.random(stream) : fresh(models, made, stream);
            suggestions.add(space.decode(row));
            if (k + 1 < count) {
                models.forEach(model -> model.add(row));
                made.add(key(row));
            }
        }
        return List.copyOf(suggestions);
    }

    /** A suggestion; where there are only so many, one that was not made before, if it is found soon. */
    private double[] fresh(List<GroupModel> models, Set<List<Double>> made, CounterStream stream) {
        Predicate<double[]> taken = space.finite() ? row -> made.contains(key(row)) : row -> false;
        double[] row = suggestion(models, stream, taken);
        for (int attempt = 0; attempt < ATTEMPTS && taken.test(row); attempt++) {
            row = space.random(stream);
        }
        return row;
    }

    private static List<Double> key(double[] row) {
        return Arrays.stream(row).boxed().toList();
    }

    private double[] suggestion(List<GroupModel> models, CounterStream stream, Predicate<double[]> taken) {
        double[] row = space.emptyRow();
        for (int g = 0; g < models.size(); g++) {
            if (space.holds(groups.get(g).when(), row)) {
                models.get(g).suggest(row, options.candidates(), stream, taken);
            }
        }
        return row;
    }

    private List<GroupModel> models(List<EncodedTrial> trials) {
        List<GroupModel> models = new ArrayList<>();
        TrialSplit all = TrialSplit.of(trials, options.objectives());
        for (ParameterGroup group : groups) {
            int first = group.dimensions()[0];
            TrialSplit split = group.when() == null
                    ? all
                    : TrialSplit.of(
                            trials.stream()
                                    .filter(t -> !Double.isNaN(t.at()[first]))
                                    .toList(),
                            options.objectives());
            models.add(new GroupModel(group, space.dimensions(), split));
        }
        return models;
    }

    /** In order of number; a trial that was told before is not encoded again. */
    private List<EncodedTrial> encode(List<FinishedTrial> told) {
        List<FinishedTrial> sorted = told.stream()
                .sorted(Comparator.comparingInt(FinishedTrial::number))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            FinishedTrial trial = sorted.get(i);
            if (i < encoded.size() && encoded.get(i).trial() == trial) {
                continue;
            }
            EncodedTrial fresh = EncodedTrial.of(trial, space.dimensions());
            if (i < encoded.size()) {
                encoded.set(i, fresh);
            } else {
                encoded.add(fresh);
            }
        }
        return encoded.subList(0, sorted.size());
    }
}
