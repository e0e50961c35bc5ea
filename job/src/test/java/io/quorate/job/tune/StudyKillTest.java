package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed while they work: the study goes on as if nothing had been. */
class StudyKillTest {
    private static final int TRIALS = 60;
    private static final int TURNS = 200_000;

    @TempDir
    private Path dir;

    /** The process: a study with slow trials that prints each number when it is stored. */
    public static final class Study {
        private Study() {}

        public static void main(String[] args) {
            StudyEnd end =
                    StudyRun.run(plan(), Path.of(args[0]), WorkerPlan.threads(Integer.parseInt(args[1])), progress -> {
                        System.out.println("told " + progress.last().number());
                        System.out.flush();
                    });
            System.out.println("end " + end.sequence());
        }
    }

    static StudyPlan plan() {
        SyntheticSource source = new SyntheticSource(SyntheticSource.Behaviour.STEPS, 1, TURNS);
        return StudyRunnerTest.plan(source, StudyOptions.of(TRIALS, 3, 1).withPruner(StudyOptions.PrunerKind.MEDIAN));
    }

    @Test
    void aStudyKilledAgainAndAgainEndsWithTheSameTrials() throws Exception {
        Path folder = dir.resolve("killed");
        List<Integer> toldBefore = new ArrayList<>();
        for (int kill = 0; kill < 3; kill++) {
            List<Integer> told = runAndKill(folder, 5 + 7 * kill, 1 + kill);
            // what was stored is not evaluated again
            assertThat(told).noneMatch(toldBefore::contains);
            toldBefore.addAll(told);
            try (StudyStore store = StudyStore.openToRead(folder)) {
                assertThat(store.trials()).extracting(Trial::number).containsAll(toldBefore);
            }
        }
        StudyEnd resumed = StudyRun.run(plan(), folder, WorkerPlan.threads(2), progress -> {});
        StudyEnd whole = StudyRun.run(plan(), dir.resolve("whole"), WorkerPlan.threads(2), progress -> {});
        assertThat(resumed.trials()).hasSize(TRIALS).isEqualTo(whole.trials());
        assertThat(resumed.sequence()).isEqualTo(whole.sequence());
    }

    /** Starts the process, kills it when it has told so many, gives the numbers it told. */
    private static List<Integer> runAndKill(Path folder, int after, int workers)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace('\n', File.pathSeparatorChar),
                        Study.class.getName(),
                        folder.toString(),
                        Integer.toString(workers))
                .redirectErrorStream(true)
                .start();
        List<Integer> told = new ArrayList<>();
        List<String> other = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null && told.size() < after; line = lines.readLine()) {
                if (line.startsWith("told ")) {
                    told.add(Integer.parseInt(line.substring(5)));
                } else {
                    other.add(line);
                }
            }
            assertThat(told).as("lines %s", other).hasSize(after);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        return told;
    }
}
