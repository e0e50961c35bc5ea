package io.quorate.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

    @TempDir
    private Path dir;

    /** Main class of the processes here: says so and waits to be ended. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println("waiting " + String.join(",", args));
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void aProcessIsFoundByItsFileUntilItIsStopped() throws InterruptedException {
        JavaProcess process = started();
        try {
            assertThat(JavaProcess.in(dir, "one").isAlive()).isTrue();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> process.lastWords().equals("waiting a,b"));
            assertThat(process.stop()).isTrue();
            assertThat(process.isAlive()).isFalse();
            assertThat(process.stop()).isFalse();
        } finally {
            process.kill();
        }
    }

    @Test
    void aProcessThatWasStoppedByASignalCanBeEnded() throws InterruptedException {
        JavaProcess process = started();
        process.signal("STOP");
        assertThat(process.isAlive()).isTrue();
        process.kill();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void anotherProcessUnderTheSameIdIsNotTakenForIt() throws Exception {
        JavaProcess process = JavaProcess.in(dir, "one");
        Files.createDirectories(process.pidFile().getParent());
        Files.writeString(process.pidFile(), ProcessHandle.current().pid() + " 12345\n");
        assertThat(process.isAlive()).isFalse();
    }

    private JavaProcess started() {
        JavaProcess process = JavaProcess.in(dir, "one");
        process.start(
                List.of(Path.of("target", "test-classes").toAbsolutePath()),
                List.of("-Xmx32m"),
                Waiting.class.getName(),
                List.of("a", "b"));
        return process;
    }
}
