package io.quorate.job.tune;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quorate.job.fault.UserError;
import io.quorate.job.files.WholeFile;
import io.quorate.learn.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a study leaves in its folder beside the store: {@code trials.csv}, {@code pareto.json} and the files of the chosen
 * trial in {@code best/}. Each appears when it is whole.
 *
 * @param analysis the front
 * @param holdOuts by number of the trial; empty when the study was interrupted
 * @param files of the chosen trial, relative to the study's folder
 * @param json what pareto.json says
 */
public record StudyOutput(StudyAnalysis analysis, Map<Integer, HoldOut> holdOuts, List<String> files, ObjectNode json) {
    public static final String TRIALS = "trials.csv";
    public static final String PARETO = "pareto.json";
    public static final String BEST = "best";

    public StudyOutput {
        holdOuts = new LinkedHashMap<>(holdOuts);
        files = List.copyOf(files);
    }

    /**
     * Writes everything; after an interruption only what needs no further evaluation.
     *
     * @param workers hold-outs evaluated at the same time
     */
    public static StudyOutput write(StudyPlan plan, StudyEnd end, Path folder, int workers, ProgressListener listener) {
        WholeFile.write(
                folder.resolve(TRIALS),
                TrialsCsv.of(end.trials(), plan.space(), plan.source().shape()));
        StudyAnalysis analysis = StudyAnalysis.of(plan.options(), end.trials());
        Map<Integer, HoldOut> holdOuts = Map.of();
        List<String> files = List.of();
        FrontPoint chosen = analysis.chosen();
        if (end.why() != StudyEnd.Stopped.INTERRUPTED && chosen != null) {
            try {
                holdOuts = HoldOuts.of(plan, analysis.front(), workers, listener);
                listener.progress("files of trial " + chosen.trial().number(), 1);
                files = BestFiles.write(plan, chosen.trial(), folder.resolve(BEST)).stream()
                        .map(file -> BEST + "/" + file)
                        .toList();
            } catch (InterruptedException e) {
                // as if it had been interrupted before
                holdOuts = Map.of();
                files = List.of();
            }
        }
        ObjectNode json = ParetoJson.of(plan, end, analysis, holdOuts, files);
        WholeFile.write(folder.resolve(PARETO), json.toPrettyString() + "\n");
        return new StudyOutput(analysis, holdOuts, files, json);
    }

    /** Throws UserError for a folder that is neither empty nor one of a study. */
    public static void requireStudyOrEmpty(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw UserError.wrongUse("--output: expected a folder, was a file: " + folder);
        }
        String[] names = folder.toFile().list();
        boolean ours = names == null
                || names.length == 0
                || Files.exists(folder.resolve(StudyStore.FILE))
                || (names.length == 1 && names[0].equals(StudyLock.FILE));
        if (!ours) {
            throw UserError.wrongUse("--output: expected an empty folder or one of a study, was " + folder + " with "
                    + names.length + " other files");
        }
    }
}
