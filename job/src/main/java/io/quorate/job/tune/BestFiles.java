package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.files.WholeFile;
import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files with which a trial's assignment is used: what the objective writes, and the assignment itself. */
public final class BestFiles {
    /** The assignment by path, as a space file's {@code fixed} takes it. */
    public static final String ASSIGNMENT = "assignment.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    private BestFiles() {}

    /**
     * Writes a folder, in place of one that is there.
     *
     * @return its files, relative to it, sorted
     */
    public static List<String> write(StudyPlan plan, Trial trial, Path folder) throws InterruptedException {
        Assignment assignment = plan.space().complete(trial.finished().assignment());
        Path part = WholeFile.newFolder(folder);
        boolean done = false;
        try {
            List<String> files = new ArrayList<>(plan.objective().writeDeployable(assignment, part));
            Files.writeString(part.resolve(ASSIGNMENT), yaml(trial, assignment));
            files.add(ASSIGNMENT);
            WholeFile.commitFolder(folder);
            done = true;
            return files.stream().sorted().toList();
        } catch (IOException e) {
            throw WholeFile.unwritable(folder, e);
        } catch (TrialFailedException e) {
            throw UserError.failed("trial " + trial.number() + ": expected files to use it, was " + RootCause.of(e), e);
        } finally {
            if (!done) {
                WholeFile.discardFolder(folder);
            }
        }
    }

    private static String yaml(Trial trial, Assignment assignment) throws JsonProcessingException {
        return "# trial " + trial.number() + "\n" + YAML.writeValueAsString(Map.of("fixed", assignment.values()));
    }
}
