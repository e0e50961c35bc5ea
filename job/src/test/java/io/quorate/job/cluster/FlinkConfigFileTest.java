package io.quorate.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.job.fault.UserError;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkConfigFileTest {

    @TempDir
    private Path dir;

    @Test
    void everyAddressIsLoopbackAndNothingCanBeSubmittedByRest() {
        Configuration flink = written(ClusterPlan.of(1, 2));
        Map<String, String> all = flink.toMap();
        assertThat(all)
                .containsEntry("rest.bind-address", "127.0.0.1")
                .containsEntry("jobmanager.bind-host", "127.0.0.1")
                .containsEntry("taskmanager.bind-host", "127.0.0.1")
                .containsEntry("web.submit.enable", "false")
                .containsEntry("web.cancel.enable", "false")
                .containsEntry("taskmanager.numberOfTaskSlots", "2")
                .doesNotContainKey("high-availability.type");
        assertThat(all.values()).noneMatch(value -> value.contains("0.0.0.0"));
    }

    @Test
    void webSubmissionAndZooKeeperAreThereWhenAskedFor() {
        ClusterPlan plan = new ClusterPlan(1, 1, 0, true, true, "", Map.of());
        assertThat(written(plan).toMap())
                .containsEntry("web.submit.enable", "true")
                .containsEntry("high-availability.type", "zookeeper")
                .hasEntrySatisfying(
                        "high-availability.zookeeper.quorum",
                        quorum -> assertThat(quorum).startsWith("127.0.0.1:"));
    }

    @Test
    void givenOptionsOfFlinkWinAndSurviveQuoting() {
        ClusterPlan plan = new ClusterPlan(
                1, 1, 0, false, false, "", Map.of("heartbeat.timeout", "20s", "env.java.opts.all", "-Da='b c'"));
        assertThat(written(plan).toMap())
                .containsEntry("heartbeat.timeout", "20s")
                .containsEntry("env.java.opts.all", "-Da='b c'");
    }

    @Test
    void aWebPortThatIsTakenIsRefused() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterPlan plan = new ClusterPlan(1, 1, taken.getLocalPort(), false, false, "", Map.of());
            assertThatThrownBy(() -> written(plan))
                    .isInstanceOf(UserError.class)
                    .hasMessage("--web-port: expected a free port, was " + taken.getLocalPort() + " which is taken");
        }
    }

    private Configuration written(ClusterPlan plan) {
        ClusterFolder folder = new ClusterFolder(dir.resolve("cluster"));
        FlinkConfigFile.write(plan, folder);
        return FlinkConfigFile.read(folder);
    }
}
