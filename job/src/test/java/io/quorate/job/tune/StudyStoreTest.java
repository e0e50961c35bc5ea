package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quorate.job.fault.UserError;
import io.quorate.tune.Assignment;
import io.quorate.tune.FinishedTrial;
import io.quorate.tune.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told is kept to the bit; what is damaged or somebody else's is refused. */
class StudyStoreTest {
    private static final StudyIdentity IDENTITY = identity("7");

    @TempDir
    private Path dir;

    @Test
    void whatIsToldComesBackToTheBit() {
        Trial complete = trial(0, TrialState.COMPLETE, 0.1 + 0.2, -0.0, Double.MIN_VALUE);
        Trial failed = trial(1, TrialState.FAILED);
        try (StudyStore store = open()) {
            store.ask(asked(0, 3));
            store.tell(failed);
            store.tell(complete);
        }
        try (StudyStore store = open()) {
            StudyStore.Contents contents = store.contents();
            assertThat(contents.asked()).isEqualTo(asked(0, 3));
            assertThat(contents.told()).containsOnly(Map.entry(0, complete), Map.entry(1, failed));
            assertThat(store.trials().get(0).figures()).containsEntry("odd", Double.NaN);
            assertThat(store.trials().get(0).durationMs()).isEqualTo(17);
            assertThat(store.request()).isEqualTo("request");
        }
    }

    @Test
    void anotherStudyIsRefusedWithWhatDiffers() {
        open().close();
        UserError error = catchThrowableOfType(UserError.class, () -> StudyStore.open(dir, identity("8"), "x"));
        assertThat(error.exitCode()).isEqualTo(UserError.WRONG_USE);
        assertThat(error.lines()).hasSize(2).last().asString().endsWith("study.db: seed: expected 7, was 8");
        open().close();
    }

    @Test
    void oneProcessAtATimeWritesAndOthersRead() {
        try (StudyStore store = open()) {
            store.ask(asked(0, 1));
            assertThatThrownBy(this::open).hasMessageContaining("expected a study nobody works on");
            store.tell(trial(0, TrialState.COMPLETE, 1));
            try (StudyStore reader = StudyStore.openToRead(dir)) {
                assertThat(reader.trials()).hasSize(1);
            }
        }
        open().close();
    }

    @Test
    void aResultIsToldOnceAndToATrialThatWasAsked() {
        try (StudyStore store = open()) {
            store.ask(asked(0, 1));
            store.tell(trial(0, TrialState.COMPLETE, 1));
            assertThatThrownBy(() -> store.tell(trial(0, TrialState.COMPLETE, 2)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> store.tell(trial(1, TrialState.COMPLETE, 2)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(store.trials()).containsExactly(trial(0, TrialState.COMPLETE, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12, 20, 40})
    void aFullDiskIsSaidAndTakesNothingThatWasTold(int pages) {
        List<Trial> told = new ArrayList<>();
        UserError error = catchThrowableOfType(UserError.class, () -> {
            try (StudyStore store = StudyStore.open(dir, IDENTITY, "request", pages)) {
                for (int i = 0; ; i++) {
                    store.ask(asked(i, 1));
                    Trial trial = new Trial(trial(i, TrialState.COMPLETE, i).finished(), new double[300], Map.of(), 0);
                    store.tell(trial);
                    told.add(trial);
                }
            }
        });
        assertThat(error.exitCode()).isEqualTo(UserError.FAILED);
        assertThat(error.lines()).singleElement().asString().contains("expected room on a disk", "SQLITE_FULL");
        try (StudyStore store = open()) {
            assertThat(store.trials()).isEqualTo(told);
            int next = store.contents().asked().size();
            if (next == told.size()) {
                store.ask(asked(next, 1));
            }
            store.tell(trial(told.size(), TrialState.COMPLETE, 1));
        }
        assertThat(told.size()).isLessThan(200);
    }

    @Test
    void whatIsNoStudyIsRefused() throws Exception {
        Path file = dir.resolve(StudyStore.FILE);
        Files.writeString(file, "no database at all, but long enough to be taken for one".repeat(100));
        refused("damaged or something else");
        Files.delete(file);
        sql("CREATE TABLE other(a)");
        refused("another SQLite database");
        Files.delete(file);
        open().close();
        sql("PRAGMA user_version = 2");
        refused("expected a study of format 1, was format 2");
        assertThatThrownBy(() -> StudyStore.openToRead(dir.resolve("nowhere")))
                .hasMessageContaining("expected a study with its study.db, was none");
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        fill();
        Path file = dir.resolve(StudyStore.FILE);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThan(3 * 4096);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4096 - 100));
        refused("damaged");
    }

    @Test
    void everyChangedByteOfATrialIsNoticed() throws Exception {
        for (String change : List.of(
                "result = replace(result, 'COMPLETE', 'PRUNED')",
                "returns = zeroblob(8)",
                "suggested = '{\"x\":0.25}'",
                "digest = 'abc'",
                "result = '{'")) {
            fill();
            sql("UPDATE trial SET " + change + " WHERE number = 2");
            refused("trial 2: expected it as it was written");
            clear();
        }
        fill();
        sql("DELETE FROM trial WHERE number = 3");
        refused("trial 3: expected it as it was written, was missing");
    }

    @Test
    void aFolderWithOddCharactersIsAFolder() {
        Path odd = dir.resolve("a ?mode=memory&b %41 ü");
        try (StudyStore store = StudyStore.open(odd, IDENTITY, "request")) {
            store.ask(asked(0, 1));
        }
        assertThat(odd.resolve(StudyStore.FILE)).isRegularFile();
        try (StudyStore store = StudyStore.open(odd, IDENTITY, "request")) {
            assertThat(store.contents().asked()).hasSize(1);
        }
    }

    private void refused(String message) {
        UserError error = catchThrowableOfType(UserError.class, () -> {
            try (StudyStore store = open()) {
                store.contents();
            }
        });
        assertThat(error).isNotNull();
        assertThat(error.exitCode()).isEqualTo(UserError.FAILED);
        assertThat(error.lines()).singleElement().asString().contains(message);
    }

    private void fill() {
        try (StudyStore store = open()) {
            store.ask(asked(0, 20));
            for (int i = 0; i < 20; i++) {
                store.tell(new Trial(trial(i, TrialState.COMPLETE, i).finished(), new double[200], Map.of(), 0));
            }
        }
    }

    private void clear() throws IOException {
        Files.delete(dir.resolve(StudyStore.FILE));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve(StudyStore.FILE))) {
            connection.createStatement().execute(statement);
        }
    }

    private StudyStore open() {
        return StudyStore.open(dir, IDENTITY, "request");
    }

    private static StudyIdentity identity(String seed) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("objective 1", "score MAXIMISE");
        parts.put("seed", seed);
        return new StudyIdentity(parts);
    }

    private static List<AskedTrial> asked(int from, int count) {
        List<AskedTrial> trials = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            trials.add(new AskedTrial(i, assignment(i)));
        }
        return trials;
    }

    private static Assignment assignment(int number) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("x", 1.0 / (number + 3));
        values.put("n", (long) number);
        values.put("whole", 2.0);
        values.put("kind", "pl\"ain");
        return new Assignment(values);
    }

    private static Trial trial(int number, TrialState state, double... values) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("odd", Double.NaN);
        figures.put("endless", Double.NEGATIVE_INFINITY);
        figures.put("third", 1.0 / 3);
        return new Trial(
                new FinishedTrial(
                        number,
                        assignment(number),
                        values,
                        new double[] {-1, Double.POSITIVE_INFINITY},
                        new double[] {1e-310, 9.999999999999999e22},
                        state,
                        state == TrialState.COMPLETE ? null : "because"),
                new double[] {0.1, -0.2, Math.nextUp(1.0)},
                figures,
                17);
    }
}
