package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quorate.job.fault.UserError;
import io.quorate.tune.TpeOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a study was asked for, as it is kept in its store: enough to go on without saying it again.
 *
 * @param inputs absolute paths of the history
 * @param objectives names; empty = those of the space file
 * @param spaceFile name of the space file, for errors
 * @param space text of the space file
 * @param trials there are to be
 * @param seed of the sampler
 * @param sampler who suggests
 * @param startup random trials before the model is used
 * @param candidates per suggestion
 * @param multivariate whether parameters are modelled together
 * @param generation trials asked at once
 * @param pruner who gives trials up; null = the median for one objective, nobody for several
 * @param patience trials without improvement; 0 = never stop
 * @param mostFailures in a row
 */
public record StudyRequest(
        List<String> inputs,
        List<String> objectives,
        String spaceFile,
        String space,
        int trials,
        long seed,
        StudyOptions.SamplerKind sampler,
        int startup,
        int candidates,
        boolean multivariate,
        int generation,
        StudyOptions.@Nullable PrunerKind pruner,
        int patience,
        int mostFailures) {

    public StudyRequest {
        inputs = List.copyOf(inputs);
        objectives = List.copyOf(objectives);
    }

    /** The text that {@link #parse} reads. */
    public String json() {
        try {
            return TrialCodec.MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a request that has a JSON form", e);
        }
    }

    /** Reads what {@link #json} wrote; throws UserError for a text of something else. */
    public static StudyRequest parse(String json) {
        try {
            return TrialCodec.MAPPER.readValue(json, StudyRequest.class);
        } catch (JsonProcessingException e) {
            throw UserError.failed(
                    "expected what the study was asked for, was something else: " + e.getOriginalMessage(), e);
        }
    }

    /** The same up to so many trials, and so much patience where it is not null. */
    public StudyRequest with(
            @Nullable Integer newTrials, @Nullable Integer newPatience, @Nullable Integer newFailures) {
        return new StudyRequest(
                inputs,
                objectives,
                spaceFile,
                space,
                newTrials == null ? trials : newTrials,
                seed,
                sampler,
                startup,
                candidates,
                multivariate,
                generation,
                pruner,
                newPatience == null ? patience : newPatience,
                newFailures == null ? mostFailures : newFailures);
    }

    /** The plan; throws UserError with everything that is wrong with the space file and what is asked of the objective. */
    public StudyPlan plan(ObjectiveFactory factory, Duration timeout) {
        SpaceFile file = SpaceFile.parse(spaceFile, space);
        List<String> named = objectives.isEmpty() ? file.objectives() : objectives;
        if (named.isEmpty()) {
            throw UserError.wrongUse("expected --objectives, or objectives in " + spaceFile + ", was neither");
        }
        ObjectiveSource source;
        try {
            source = factory.source(new ObjectiveRequest(
                    inputs, named, file.settingsJson(), file.fixedPaths(), file.tunedPaths(), seed));
        } catch (UserError e) {
            throw file.refused(e);
        }
        StudySpace resolved = file.resolve(source.paths(), source.figures());
        return new StudyPlan(resolved, source, options(source.shape(), timeout), json());
    }

    /** How the study goes about it; throws UserError for what cannot be. */
    public StudyOptions options(ObjectiveShape shape, Duration timeout) {
        int count = shape.objectives().size();
        StudyOptions.PrunerKind kind = pruner;
        if (kind == null) {
            kind = count == 1 ? StudyOptions.PrunerKind.MEDIAN : StudyOptions.PrunerKind.NONE;
        }
        try {
            TpeOptions tpe = new TpeOptions(startup, candidates, multivariate, count);
            return new StudyOptions(trials, seed, sampler, tpe, generation, kind, patience, mostFailures, timeout);
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(String.valueOf(e.getMessage()));
        }
    }
}
