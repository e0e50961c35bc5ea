package io.quorate.job.k8s;

import io.quorate.job.StreamingJob;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.util.Set;
import java.util.function.Consumer;

/** The job starts with these arguments, keeps its state over an upgrade, and its options are options. */
final class JobRule implements Rule {
    private static final Set<String> UPGRADE_MODES = Set.of("savepoint", "last-state");
    private static final String JAR = "local:///opt/flink/usrlib/quorate-job.jar";

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        Manifest job = overlay.job();
        String mode = job.at("spec", "job", "upgradeMode").asText();
        if (!UPGRADE_MODES.contains(mode)) {
            breach.accept(job + ": spec.job.upgradeMode: expected savepoint or last-state, was " + mode);
        }
        if (job.at("spec", "job", "allowNonRestoredState").asBoolean()) {
            breach.accept(job + ": spec.job.allowNonRestoredState: expected false, was true");
        }
        expect(job, "entryClass", StreamingJob.class.getName(), breach);
        expect(job, "jarURI", JAR, breach);
        if (!job.at("spec", "flinkVersion").asText().equals("v2_2")) {
            breach.accept(job + ": spec.flinkVersion: expected v2_2, was " + job.at("spec", "flinkVersion"));
        }
        try {
            Settings settings = overlay.settings();
            int parallelism = job.at("spec", "job", "parallelism").asInt();
            int most = settings.get(JobOptions.MAX_PARALLELISM);
            if (parallelism < 1 || parallelism > most) {
                breach.accept(job + ": spec.job.parallelism: expected 1 to " + most + ", was " + parallelism);
            }
            if (settings.get(JobOptions.PARALLELISM) != 0) {
                breach.accept("parallelism: expected to be left to spec.job.parallelism");
            }
        } catch (UserError | IllegalArgumentException e) {
            breach.accept("options of the job: " + e.getMessage());
        }
    }

    private static void expect(Manifest job, String field, String expected, Consumer<String> breach) {
        String value = job.at("spec", "job", field).asText();
        if (!value.equals(expected)) {
            breach.accept(job + ": spec.job." + field + ": expected " + expected + ", was " + value);
        }
    }
}
