package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.tune.ObjectiveFactory;
import io.quorate.job.tune.ObjectiveRequest;
import io.quorate.job.tune.ObjectiveSource;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyOutput;
import io.quorate.job.tune.StudyPlan;
import io.quorate.job.tune.TunablePath;
import java.nio.file.Path;
import java.util.List;

/** The objective of the product, and the page about its studies. */
final class TuneObjectives {
    private TuneObjectives() {}

    static ObjectiveFactory pipeline() {
        return new ObjectiveFactory() {
            @Override
            public ObjectiveSource source(ObjectiveRequest request) {
                throw UserError.failed("expected an objective, was none");
            }

            @Override
            public List<TunablePath> paths() {
                return List.of();
            }
        };
    }

    /** Writes the page; throws UserError when the disk refuses. */
    static void report(StudyPlan plan, StudyEnd end, StudyOutput output, Path folder) {
        TunePage.write(plan, end, output, folder);
    }
}
