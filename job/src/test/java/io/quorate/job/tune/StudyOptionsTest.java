package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.FloatParameter;
import io.quorate.tune.ParameterSpace;
import io.quorate.tune.RandomSampler;
import io.quorate.tune.Sampler;
import io.quorate.tune.TpeOptions;
import io.quorate.tune.TpeSampler;
import io.quorate.tune.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudyOptionsTest {

    private static final ParameterSpace SPACE = new ParameterSpace(
            List.of(new FloatParameter("x", 0, 1, false, 0, null), new FloatParameter("y", 0, 1, false, 0, null)));

    @Test
    void trialsDrawnAtRandomAreThoseThatTheRandomSamplerWouldHaveDrawn() {
        for (int seed = 0; seed < 20; seed++) {
            StudyOptions options = options(seed, StudyOptions.SamplerKind.TPE);
            List<Trial> trials = trials(options, new TpeSampler(SPACE, options.tpe(), seed));
            Sampler random = new RandomSampler(SPACE, seed);
            Set<Integer> expected = new HashSet<>();
            for (Trial trial : trials) {
                Assignment drawn = random.ask(List.of(), trial.number(), 1).get(0);
                if (drawn.equals(trial.finished().assignment())) {
                    expected.add(trial.number());
                }
            }
            assertThat(options.drawnAtRandom(trials)).as("seed %d", seed).isEqualTo(expected);
            assertThat(expected).hasSizeBetween(10, 38);
        }
    }

    @Test
    void aRandomStudyIsDrawnAtRandomToItsEnd() {
        StudyOptions options = options(3, StudyOptions.SamplerKind.RANDOM);
        assertThat(options.drawnAtRandom(trials(options, new RandomSampler(SPACE, 3))))
                .hasSize(40);
    }

    private static StudyOptions options(int seed, StudyOptions.SamplerKind sampler) {
        return new StudyOptions(
                40,
                seed,
                sampler,
                TpeOptions.defaults(1).withStartupTrials(10),
                4,
                StudyOptions.PrunerKind.NONE,
                0,
                40,
                Duration.ZERO);
    }

    /** Some fail, so that the sampler has to draw at random for longer. */
    private static List<Trial> trials(StudyOptions options, Sampler sampler) {
        Random random = new Random(options.seed());
        List<FinishedTrial> told = new ArrayList<>();
        while (told.size() < options.trials()) {
            List<FinishedTrial> generation = new ArrayList<>();
            for (Assignment a : sampler.ask(List.copyOf(told), told.size(), options.generation())) {
                int number = told.size() + generation.size();
                generation.add(
                        random.nextInt(3) == 0
                                ? new FinishedTrial(
                                        number,
                                        a,
                                        new double[0],
                                        new double[0],
                                        new double[0],
                                        TrialState.FAILED,
                                        "no trade")
                                : FinishedTrial.complete(number, a, random.nextDouble()));
            }
            told.addAll(generation);
        }
        return told.stream()
                .map(trial -> new Trial(trial, new double[0], Map.of(), 1))
                .toList();
    }
}
