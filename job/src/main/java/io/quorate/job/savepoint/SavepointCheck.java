package io.quorate.job.savepoint;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Whether a job fits the savepoint it is told to start from, asked before anything starts.
 *
 * <p>Flink refuses most of this too, but in the JobManager, by operator ids in hex, and it starts operators that the
 * savepoint does not know without a word. Needs no more of Flink than a cluster has.
 */
public final class SavepointCheck {

    private SavepointCheck() {}

    /**
     * Checks the job against the savepoint that {@code execution.state-recovery.path} names; gives what the job starts
     * without, one line each. Nothing to check without such a path. Throws UserError when the job cannot start from it.
     *
     * @param env the whole job; stays as it is
     * @param layoutId feature layout of the job
     */
    public static List<String> check(StreamExecutionEnvironment env, String layoutId) {
        ReadableConfig configuration = env.getConfiguration();
        SavepointRestoreSettings restore = SavepointRestoreSettings.fromConfiguration(configuration);
        if (!restore.restoreSavepoint()) {
            return List.of();
        }
        Savepoint savepoint;
        Set<String> layouts;
        try {
            savepoint = Savepoint.read(restore.getRestorePath());
            layouts = SavedLayouts.of(Savepoint.metadata(restore.getRestorePath()));
        } catch (Savepoint.NoFileSystemException e) {
            return List.of("savepoint not checked, this process cannot read it: " + e.getMessage());
        } catch (UserError e) {
            if (!recovers(configuration)) {
                throw e;
            }
            // A JobManager that takes over starts from its last checkpoint, long after the savepoint may have gone.
            return List.of("savepoint not checked: " + e.getMessage());
        }
        RestoreRules.Verdict verdict = RestoreRules.compare(
                savepoint, JobOperator.of(env.getStreamGraph(false).getJobGraph()), restore.allowNonRestoredState());
        List<String> errors = new ArrayList<>(verdict.errors());
        for (String layout : layouts) {
            if (!layout.equals(layoutId)) {
                errors.add(JobOptions.WINDOWS.key() + ": expected those of layout " + layout
                        + ", which the savepoint's ensembles were trained for, was layout " + layoutId);
            }
        }
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        return verdict.warnings();
    }

    private static boolean recovers(ReadableConfig configuration) {
        return !configuration.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase(HighAvailabilityMode.NONE.name());
    }
}
