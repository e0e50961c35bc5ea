package io.quorate.job.preflight;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.EmbeddedBroker;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartChecksIT {

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static Settings settings;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(dir.resolve("kafka"), Map.of("transaction.max.timeout.ms", "120000"));
        settings = Settings.of(
                Map.of(JobOptions.BOOTSTRAP.key(), broker.bootstrap(), JobOptions.TRANSACTION_TIMEOUT.key(), "2min"));
        Topics.create(settings, 1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aStartThatCanKeepItsPromisesPasses() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("checkpoints"));
        Settings own = settings.with(JobOptions.CHECKPOINT_DIR, folder.toUri().toString());
        assertThatCode(() -> StartChecks.require(own, new Configuration())).doesNotThrowAnyException();
        try (var left = Files.list(folder)) {
            org.assertj.core.api.Assertions.assertThat(left).isEmpty();
        }
    }

    @Test
    void aTransactionTimeoutAboveTheBrokersLimitIsRefused() {
        assertRefused(
                settings.with(JobOptions.TRANSACTION_TIMEOUT, "121s"),
                new Configuration(),
                "ledger.transaction-timeout: expected at most the broker's transaction.max.timeout.ms (2min, broker 1),"
                        + " was 121000ms");
    }

    @Test
    void withoutALedgerItsTimeoutDoesNotMatter() {
        Settings own = settings.with(
                Map.of(JobOptions.TRANSACTION_TIMEOUT.key(), "10min", JobOptions.LEDGER_ENABLED.key(), "false"));
        assertThatCode(() -> StartChecks.require(own, new Configuration())).doesNotThrowAnyException();
    }

    @Test
    void aCheckpointFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "");
        assertRefused(
                settings.with(JobOptions.CHECKPOINT_DIR, file.toUri().toString()),
                new Configuration(),
                "checkpoint.dir: expected a folder that can be written, was file:");
    }

    @Test
    void soIsTheOneOfFlinksOwnConfiguration() throws IOException {
        Path file = Files.writeString(dir.resolve("other-file"), "");
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, file.toUri().toString());
        assertRefused(settings, flink, "execution.checkpointing.dir: expected a folder that can be written, was file:");
    }

    @Test
    void aFolderOnlyTheClusterCanReachIsLeftToFlink() {
        Settings own = settings.with(JobOptions.CHECKPOINT_DIR, "nowhere-fs://bucket/checkpoints");
        assertThatCode(() -> StartChecks.require(own, new Configuration())).doesNotThrowAnyException();
    }

    private static void assertRefused(Settings own, Configuration flink, String message) {
        assertThatThrownBy(() -> StartChecks.require(own, flink))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
    }
}
