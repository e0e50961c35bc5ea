package io.quorate.job.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.KafkaInputs;
import io.quorate.job.kafka.KafkaOutputs;
import io.quorate.job.metrics.FlinkStageProbeFunction;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.scenario.MarketScenario;
import io.quorate.job.topology.DecisionTopology;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Uids;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is held against a savepoint before it starts, and says in one line what does not fit. */
class SavepointCheckTest {

    private static final String LAYOUT = FeatureLayout.standard().id();

    private static final String GOLDEN = GoldenState.UNRELEASED.savepoint();

    @TempDir
    private Path dir;

    @Test
    void theJobFitsItsOwnSavepointAtEveryParallelism() {
        for (String parallelism : List.of("1", "2", "4")) {
            assertThat(check(GOLDEN, Map.of(JobOptions.PARALLELISM.key(), parallelism)))
                    .isEmpty();
        }
    }

    @Test
    void nothingIsCheckedWithoutASavepoint() {
        assertThat(SavepointCheck.check(job(Map.of()), LAYOUT)).isEmpty();
    }

    @Test
    void theCheckLeavesTheJobAsItWas() {
        StreamExecutionEnvironment env = job(Map.of());
        env.configure(from(GOLDEN));
        SavepointCheck.check(env, LAYOUT);
        List<String> once = uids(env);
        assertThat(once).contains(Uids.DECIDE, "Sink Committer: " + Uids.LEDGER_SINK);
        assertThat(uids(env)).isEqualTo(once);
    }

    @Test
    void anotherMaxParallelismIsRefused() {
        refused(GOLDEN, Map.of(JobOptions.MAX_PARALLELISM.key(), "64"))
                .isEqualTo("max-parallelism: expected 128, which the savepoint was written with, was 64");
    }

    @Test
    void aRemovedUidIsNamedWithTheOptionThatRemovedIt() {
        refused(GOLDEN, Map.of(JobOptions.LEDGER_ENABLED.key(), "false"))
                .matches(
                        "expected operator ledger-sink in the job, which the savepoint has [\\d,]+ bytes of state for, was"
                                + " none; set ledger\\.enabled as it was, or leave that state behind with"
                                + " --allow-nonrestored-state \\(flink run: --allowNonRestoredState\\)");
    }

    @Test
    void aRenamedUidIsTwoFaults() throws Exception {
        String savepoint = changed(
                "renamed",
                operator -> uid(operator).equals(Uids.FEATURES)
                        ? operator.copyWithNewIDs("technicals", new OperatorID(1, 2))
                        : operator);
        assertThat(errors(savepoint, Map.of()))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("expected operator technicals in the job, which the savepoint has"))
                .anyMatch(
                        line -> line.startsWith("expected state of operator features in the savepoint, was none; let it"
                                + " start empty with --allow-nonrestored-state"));
    }

    @Test
    void everyOperatorThatDecidesMustHaveItsState() throws Exception {
        for (String uid : List.of(Uids.MARKET_SOURCE, Uids.GATE, Uids.RELEASE, Uids.SCORE, Uids.DECIDE)) {
            assertThat(errors(without(uid), Map.of()))
                    .singleElement()
                    .asString()
                    .contains("operator " + uid + " ");
        }
    }

    @Test
    void whatMayBeLeftBehindIsOnlySaid() throws Exception {
        StreamExecutionEnvironment env = job(Map.of(JobOptions.LEDGER_ENABLED.key(), "false"));
        Configuration partial = from(without(Uids.FEATURES));
        partial.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        env.configure(partial);
        assertThat(SavepointCheck.check(env, LAYOUT))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("expected operator ledger-sink"))
                .anyMatch(line -> line.startsWith("expected state of operator features"))
                .allMatch(line -> line.endsWith("was none; goes on all the same"));
    }

    @Test
    void anotherMaxParallelismIsRefusedThoughStateMayBeLeftBehind() {
        StreamExecutionEnvironment env = job(Map.of(JobOptions.MAX_PARALLELISM.key(), "256"));
        Configuration partial = from(GOLDEN);
        partial.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        env.configure(partial);
        assertThatThrownBy(() -> SavepointCheck.check(env, LAYOUT)).hasMessageContaining("expected 128");
    }

    @Test
    void otherFeatureWindowsAreRefused() {
        StreamExecutionEnvironment env = job(Map.of());
        env.configure(from(GOLDEN));
        String other = FeatureLayout.standard(7, 14).id();
        assertThatThrownBy(() -> SavepointCheck.check(env, other))
                .hasMessage("features.windows: expected those of layout " + LAYOUT
                        + ", which the savepoint's ensembles were trained for, was layout " + other);
    }

    @Test
    void anOutputThatIsNewStartsEmpty() {
        assertThat(check(GOLDEN, Map.of(JobOptions.PREDICTIONS.key(), "golden-predictions")))
                .containsExactly("operator predictions-sink is not in the savepoint and starts empty");
    }

    @Test
    void barsInsteadOfSamplesAreRefused() {
        assertThat(errors(GOLDEN, Map.of(JobOptions.BARS_INTERVAL.key(), "1min")))
                .singleElement()
                .asString()
                .contains("operator bars ", "bars.interval");
    }

    @Test
    void aSavepointOfAnotherJobIsToldApart() throws Exception {
        refused(changed("none", operator -> null), Map.of())
                .isEqualTo("expected a savepoint of this job, was one of another: none of its 0 operators is known");
    }

    @Test
    void aPathWithoutASavepointIsRefused() throws Exception {
        String absent = dir.resolve("absent").toString();
        refused(absent, Map.of()).isEqualTo("expected a savepoint or checkpoint at " + absent + ", was not there");
        Path folder = Files.createDirectory(dir.resolve("folder"));
        refused(folder.toString(), Map.of()).endsWith("/folder, was a folder without _metadata");
        Path text = Files.writeString(dir.resolve("text"), "this is no savepoint");
        refused(text.toString(), Map.of()).endsWith("/text, was unreadable: not written by Flink, or damaged");
        byte[] golden = Files.readAllBytes(GoldenState.UNRELEASED.folder().resolve("savepoint/_metadata"));
        Path half = Files.write(dir.resolve("half"), Arrays.copyOf(golden, golden.length / 2));
        refused(half.toString(), Map.of()).endsWith("/half, was unreadable: cut off");
    }

    @Test
    void aClusterThatRecoversByItselfMayOutliveTheSavepoint() {
        StreamExecutionEnvironment env = job(Map.of());
        Configuration recovering = from(dir.resolve("absent").toString());
        recovering.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
        env.configure(recovering);
        assertThat(SavepointCheck.check(env, LAYOUT))
                .singleElement()
                .asString()
                .startsWith("savepoint not checked: expected");
    }

    @Test
    void anAddressOnlyTheClusterCanReadIsNotChecked() {
        assertThat(check("s3://bucket/savepoint", Map.of()))
                .singleElement()
                .asString()
                .startsWith("savepoint not checked, this process cannot read it: ");
    }

    private static org.assertj.core.api.AbstractStringAssert<?> refused(String savepoint, Map<String, String> options) {
        return assertThat(errors(savepoint, options)).singleElement().asString();
    }

    private static List<String> errors(String savepoint, Map<String, String> options) {
        try {
            return List.of("was taken, with " + check(savepoint, options));
        } catch (UserError e) {
            assertThat(e.exitCode()).isEqualTo(UserError.WRONG_USE);
            return e.lines();
        }
    }

    private static List<String> check(String savepoint, Map<String, String> options) {
        StreamExecutionEnvironment env = job(options);
        env.configure(from(savepoint));
        return SavepointCheck.check(env, LAYOUT);
    }

    private static Configuration from(String savepoint) {
        Configuration c = new Configuration();
        c.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return c;
    }

    /** The job on topics nobody asks for: a graph needs no broker. */
    private static StreamExecutionEnvironment job(Map<String, String> options) {
        Settings settings = Settings.of(options);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        JobSetup.configure(env, settings);
        new DecisionTopology(JobSetup.topology(settings, MarketScenario.PARTITIONS, new FlinkStageProbeFunction()))
                .define(env, new KafkaInputs(settings), new KafkaOutputs(settings));
        return env;
    }

    private static List<String> uids(StreamExecutionEnvironment env) {
        return JobOperator.of(env.getStreamGraph(false).getJobGraph()).stream()
                .map(JobOperator::uid)
                .sorted()
                .toList();
    }

    private static String uid(OperatorState operator) {
        return operator.getOperatorUid().orElse("");
    }

    private String without(String uid) throws Exception {
        return changed("without-" + uid, operator -> uid(operator).equals(uid) ? null : operator);
    }

    /** The golden savepoint with other operators; null leaves one out. */
    private String changed(String file, UnaryOperator<OperatorState> change) throws Exception {
        CheckpointMetadata golden = Savepoint.metadata(GOLDEN);
        List<OperatorState> operators = golden.getOperatorStates().stream()
                .map(change)
                .filter(Objects::nonNull)
                .toList();
        Path path = dir.resolve(file);
        try (OutputStream out = Files.newOutputStream(path)) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(golden.getCheckpointId(), operators, golden.getMasterStates()), out);
        }
        return path.toString();
    }
}
