package io.quorate.job.preflight;

import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.LedgerTopic;
import io.quorate.job.kafka.RunLease;
import io.quorate.job.kafka.Topics;
import io.quorate.job.kafka.TransactionLimit;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;

/** The checks of a start, in the order of what the later ones rely on. */
public final class StartChecks {

    private StartChecks() {}

    /**
     * Throws UserError when the brokers do not answer, a topic is missing, the transaction time-out is more than the
     * brokers allow, the ledger has records though the job starts without state, the checkpoint folder cannot be
     * written, or another job of the same name runs.
     *
     * @param flink Flink's own configuration where the job is submitted
     */
    public static void require(Settings settings, ReadableConfig flink) {
        Brokers.requireReachable(settings);
        Topics.requireExisting(settings);
        if (settings.get(JobOptions.LEDGER_ENABLED)) {
            TransactionLimit.require(settings);
        }
        if (startsAnew(flink)) {
            LedgerTopic.requireUnused(settings);
        }
        String own = settings.get(JobOptions.CHECKPOINT_DIR);
        if (!own.isEmpty()) {
            CheckpointFolder.requireWritable(JobOptions.CHECKPOINT_DIR.key(), own);
        } else {
            flink.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                    .ifPresent(dir ->
                            CheckpointFolder.requireWritable(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), dir));
        }
        RunLease.requireFree(settings);
    }

    /** With high availability only the running job knows: a JobManager that takes over starts from its checkpoints. */
    private static boolean startsAnew(ReadableConfig flink) {
        return !SavepointRestoreSettings.fromConfiguration(flink).restoreSavepoint()
                && flink.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase(HighAvailabilityMode.NONE.name());
    }
}
