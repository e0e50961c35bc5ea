package io.quorate.job.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLeaseIT {

    @TempDir
    private static Path dir;

    private static EmbeddedBroker broker;
    private static Settings settings;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(dir.resolve("kafka"));
        settings = Settings.of(Map.of(JobOptions.BOOTSTRAP.key(), broker.bootstrap()));
        Topics.create(settings, 1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aSecondJobIsRefusedWhileTheFirstRunsAndTakenOnceItHasStopped() throws Exception {
        Settings own = settings.with(JobOptions.RUN_ID, "one");
        RunLease held = RunLease.take(own, "aaaa");
        try {
            awaitMember("one-lease");
            assertThatThrownBy(() -> RunLease.take(own, "bbbb"))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(
                            "run.id: expected one that no running job has, was 'one' of the job aaaa on ");
            assertThatThrownBy(() -> RunLease.requireFree(own)).isInstanceOf(UserError.class);
        } finally {
            held.close();
        }
        assertThatCode(() -> RunLease.take(own, "bbbb").close()).doesNotThrowAnyException();
    }

    @Test
    void aRestartOfTheSameJobIsNoSecondJob() throws Exception {
        Settings own = settings.with(JobOptions.RUN_ID, "two");
        RunLease held = RunLease.take(own, "aaaa");
        try {
            awaitMember("two-lease");
            assertThatCode(() -> RunLease.take(own, "aaaa").close()).doesNotThrowAnyException();
        } finally {
            held.close();
        }
    }

    @Test
    void jobsUnderOtherRunIdsDoNotMeet() throws Exception {
        RunLease held = RunLease.take(settings.with(JobOptions.RUN_ID, "three"), "aaaa");
        try {
            awaitMember("three-lease");
            assertThatCode(() -> RunLease.requireFree(settings.with(JobOptions.RUN_ID, "four")))
                    .doesNotThrowAnyException();
        } finally {
            held.close();
        }
    }

    private static void awaitMember(String group) {
        try (Admin admin = Brokers.admin(settings)) {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> !admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .values()
                            .iterator()
                            .next()
                            .get()
                            .members()
                            .isEmpty());
        }
    }
}
