package io.quorate.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path dir;

    @Test
    void defaultsAreTyped() {
        Settings settings = Settings.defaults();
        assertThat(settings.duration(JobOptions.LATENESS)).isEqualTo(Duration.ofMillis(20));
        assertThat(settings.get(JobOptions.WINDOWS)).containsExactly(5, 10, 20, 50);
        assertThat(settings.get(JobOptions.BARS_INTERVAL)).isZero();
        assertThat(settings.get(JobOptions.PAYLOAD_MAX)).isEqualTo(1 << 20);
        assertThat(settings.get(JobOptions.PREDICTIONS)).isEmpty();
        assertThat(settings.kafkaProperties()).containsOnly(Map.entry("bootstrap.servers", "127.0.0.1:9092"));
    }

    @Test
    void nestedAndDottedYamlMeanTheSame() throws IOException {
        Settings nested = Settings.load(file("time:\n  lateness: 50ms\nfeatures:\n  windows: [5, 20]\n"), List.of());
        Settings dotted = Settings.load(file("time.lateness: 50ms\nfeatures.windows: 5, 20\n"), List.of());
        assertThat(nested.duration(JobOptions.LATENESS)).isEqualTo(Duration.ofMillis(50));
        assertThat(nested.configHash()).isEqualTo(dotted.configHash());
    }

    @Test
    void jsonIsRead() throws IOException {
        Settings settings =
                Settings.load(file("{\"weights\": {\"floor\": 0.1}, \"ledger.enabled\": false}"), List.of());
        assertThat(settings.get(JobOptions.WEIGHTS_FLOOR)).isEqualTo(0.1);
        assertThat(settings.get(JobOptions.LEDGER_ENABLED)).isFalse();
    }

    @Test
    void overridesWinOverTheFile() throws IOException {
        Settings settings = Settings.load(file("time.lateness: 50ms\n"), List.of("time.lateness=70ms"));
        assertThat(settings.text(JobOptions.LATENESS)).isEqualTo("70ms");
    }

    @Test
    void everyMistakeIsReportedAtOnce() throws IOException {
        Path file = file("time:\n  latness: 50ms\nweights.floor: 0.9\nbars.interval: fast\nweights.mode: best\n");
        UserError error = fails(() -> Settings.load(file, List.of("nonsense")));
        assertThat(error.exitCode()).isEqualTo(UserError.WRONG_USE);
        assertThat(error.lines())
                .containsExactlyInAnyOrder(
                        "--set: expected key=value, was 'nonsense'",
                        "time.latness: unknown option, did you mean time.lateness?",
                        "weights.floor: expected a number, 0.0 to 0.25, was '0.9'",
                        "bars.interval: expected a duration like 20ms, 5s, 10min or 1h, was 'fast'",
                        "weights.mode: expected one of skill, accuracy, was 'best'");
    }

    @Test
    void aShortNameSuggestsItsOption() {
        assertThat(fails(() -> Settings.of(Map.of("lateness", "1ms"))).lines())
                .containsExactly("lateness: unknown option, did you mean time.lateness?");
        assertThat(fails(() -> Settings.of(Map.of("zzzzzzzz", "1"))).lines())
                .containsExactly("zzzzzzzz: unknown option");
    }

    @Test
    void brokenFilesAreNamedWithTheirLine() throws IOException {
        Path twice = file("run.id: a\nrun.id: b\n");
        assertThat(fails(() -> Settings.load(twice, List.of())).lines().get(0)).startsWith(twice + ":2: ");
        Path list = file("- a\n");
        assertThat(fails(() -> Settings.load(list, List.of())).lines())
                .containsExactly(list + ": expected a map of options, was a list");
        Path missing = dir.resolve("missing.yaml");
        assertThat(fails(() -> Settings.load(missing, List.of())).lines())
                .containsExactly(missing + ": expected an options file, was not there");
        Path nothing = file("run.id: null\n");
        assertThat(fails(() -> Settings.load(nothing, List.of())).lines())
                .containsExactly(nothing + ": run.id: expected a value, was nothing");
    }

    @Test
    void rulesBetweenOptionsHold() {
        Map<String, String> wrong = Map.of(
                "weights.delay", "20ms",
                "parallelism", "4",
                "max-parallelism", "2",
                "topics.ledger", "decisions");
        assertThat(fails(() -> Settings.of(wrong)).lines())
                .containsExactlyInAnyOrder(
                        "weights.delay: expected more than time.lateness (20ms), was 20ms",
                        "parallelism: expected at most max-parallelism (2), was 4",
                        "topics.ledger: expected another topic than topics.decisions, was the same 'decisions'");
    }

    @Test
    void configHashFollowsDecidingOptionsOnly() {
        Settings base = Settings.defaults();
        assertThat(base.with(JobOptions.BOOTSTRAP, "k:1").configHash()).isEqualTo(base.configHash());
        assertThat(base.with(JobOptions.PARALLELISM, "4").configHash()).isEqualTo(base.configHash());
        assertThat(base.with(JobOptions.CONTROL_MODE, "replay").configHash()).isEqualTo(base.configHash());
        assertThat(base.with(JobOptions.CLAMP, "60min").configHash()).isEqualTo(base.configHash());
        assertThat(base.with(JobOptions.WEIGHTS_DECAY, "0.950").configHash()).isEqualTo(base.configHash());
        assertThat(base.with(JobOptions.WEIGHTS_DECAY, "0.9").configHash()).isNotEqualTo(base.configHash());
        assertThat(base.decidingJson())
                .startsWith("{\"bars.interval\":\"none\",\"dedupe.retention\":\"1min\"")
                .contains("\"weights.decay\":\"0.95\"")
                .doesNotContain("kafka");
    }

    @Test
    void secretsAreReferencesAndNeverPrinted() throws IOException {
        UserError plain = fails(() -> Settings.of(Map.of("kafka.properties.ssl.key.password", "hunter2")));
        assertThat(plain.lines())
                .containsExactly("kafka.properties.ssl.key.password: expected a secret as file:PATH or env:NAME, was a"
                        + " plain value");
        Path secret = Files.writeString(dir.resolve("secret"), "hunter2\n");
        Settings settings = Settings.of(Map.of(
                "kafka.properties.ssl.key.password", "file:" + secret, "kafka.properties.security.protocol", "SSL"));
        assertThat(settings.kafkaProperties())
                .containsEntry("ssl.key.password", "hunter2")
                .containsEntry("security.protocol", "SSL");
        assertThat(settings + OptionsTable.plain(settings)).doesNotContain("hunter2");
        Settings unreadable = Settings.of(Map.of("kafka.properties.ssl.key.password", "env:NO_SUCH_VARIABLE_HERE"));
        assertThat(fails(unreadable::kafkaProperties).getMessage())
                .isEqualTo("expected an environment variable for env:NO_SUCH_VARIABLE_HERE, was not set");
    }

    @Test
    void propertiesTheJobDependsOnCannotBeOverridden() {
        Map<String, String> owned = Map.of(
                "kafka.properties.bootstrap.servers", "k:1", "kafka.properties.isolation.level", "read_uncommitted");
        assertThat(fails(() -> Settings.of(owned)).lines())
                .containsExactlyInAnyOrder(
                        "kafka.properties.bootstrap.servers: expected to be left to the job, set kafka.bootstrap instead",
                        "kafka.properties.isolation.level: expected to be left to the job, correctness depends on it");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(dir, "options", ".yaml"), text);
    }

    @Test
    void anOptionAddedLaterIsHashedOnlyWhenItIsUsed() {
        assertThat(Settings.of(Map.of()).decidingJson())
                .doesNotContain("gap.session")
                .contains("features.windows");
        Settings with = Settings.of(Map.of("gap.session", "UTC MON-FRI 09:00-17:00"));
        assertThat(with.decidingJson()).contains("gap.session");
        assertThat(with.configHash()).isNotEqualTo(Settings.of(Map.of()).configHash());
        assertThat(Settings.of(Map.of("gap.reset-after", "none")).configHash())
                .isEqualTo(Settings.of(Map.of()).configHash());
    }

    private static UserError fails(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        UserError error = catchThrowableOfType(UserError.class, call);
        assertThat(error).isNotNull();
        return error;
    }
}
