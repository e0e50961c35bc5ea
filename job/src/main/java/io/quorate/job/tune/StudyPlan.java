package io.quorate.job.tune;

import io.quorate.tune.RandomSampler;
import io.quorate.tune.Sampler;
import io.quorate.tune.TpeSampler;

/**
 * A study that is to be run.
 *
 * @param space what is searched, fixed and constrained
 * @param source of the objective
 * @param options how
 * @param request text kept with it, from which the plan can be made again
 */
public record StudyPlan(StudySpace space, ObjectiveSource source, StudyOptions options, String request) {

    /** What the trials depend on. */
    public StudyIdentity identity() {
        return StudyIdentity.of(space, source.shape(), source.identity(), options);
    }

    Sampler sampler() {
        return options.sampler() == StudyOptions.SamplerKind.TPE
                ? new TpeSampler(space.space(), options.tpe(), options.seed())
                : new RandomSampler(space.space(), options.seed());
    }

    /** The objective, opened in this process once. */
    public TrialObjective objective() {
        return OpenObjectives.of(source);
    }
}
