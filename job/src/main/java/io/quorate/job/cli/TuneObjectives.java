package io.quorate.job.cli;

import io.quorate.job.tune.ObjectiveFactory;
import io.quorate.job.tune.PipelineObjectiveSource;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyOutput;
import io.quorate.job.tune.StudyPlan;
import java.nio.file.Path;

/** The objective of the product, and the page about its studies. */
final class TuneObjectives {
    private TuneObjectives() {}

    static ObjectiveFactory pipeline() {
        return PipelineObjectiveSource.factory();
    }

    /** Writes the page; throws UserError when the disk refuses. */
    static void report(StudyPlan plan, StudyEnd end, StudyOutput output, Path folder) {
        TunePage.write(plan, end, output, folder);
    }
}
