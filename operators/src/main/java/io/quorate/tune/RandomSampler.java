package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.ArrayList;
import java.util.List;

/** Suggests uniformly over the space (over the logarithm where that is searched); trial n draws from stream n of the seed. */
public final class RandomSampler implements Sampler {
    private final SearchSpace space;
    private final long seed;

    public RandomSampler(ParameterSpace space, long seed) {
        this.space = new SearchSpace(space);
        this.seed = seed;
    }

    @Override
    public List<Assignment> ask(List<FinishedTrial> told, int firstNumber, int count) {
        List<Assignment> suggestions = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            suggestions.add(space.decode(space.random(new CounterStream(seed, firstNumber + k))));
        }
        return List.copyOf(suggestions);
    }
}
