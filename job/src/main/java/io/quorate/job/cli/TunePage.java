package io.quorate.job.cli;

import io.quorate.job.tune.ObjectiveShape;
import io.quorate.job.tune.StudyEnd;
import io.quorate.job.tune.StudyOptions;
import io.quorate.job.tune.StudyOutput;
import io.quorate.job.tune.StudyPlan;
import io.quorate.job.tune.TuneReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a study in its folder. */
final class TunePage {
    static final String NAME = "report.html";

    private TunePage() {}

    /** Writes the page; throws UserError when the disk refuses. */
    static void write(StudyPlan plan, StudyEnd end, StudyOutput output, Path folder) {
        ObjectiveShape shape = plan.source().shape();
        List<String> goals = new ArrayList<>();
        for (int i = 0; i < shape.objectives().size(); i++) {
            goals.add(
                    lower(shape.directions().get(i)) + " " + shape.objectives().get(i));
        }
        TuneReport.page(
                        "Study: " + String.join(", ", goals),
                        shape,
                        plan.space().space(),
                        end,
                        output.analysis(),
                        output.holdOuts(),
                        settings(plan))
                .write(folder.resolve(NAME));
    }

    private static Map<String, String> settings(StudyPlan plan) {
        StudyOptions options = plan.options();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sampler", lower(options.sampler()) + ", seed " + options.seed());
        settings.put("trials asked at once", String.valueOf(options.generation()));
        settings.put("pruner", lower(options.pruner()));
        plan.space().fixed().forEach((name, value) -> settings.put("fixed, " + name, value.toString()));
        settings.putAll(plan.source().identity());
        return settings;
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
