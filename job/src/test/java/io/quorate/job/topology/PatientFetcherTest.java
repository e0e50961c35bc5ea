package io.quorate.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.ensemble.BundleRefusal;
import io.quorate.ensemble.BundleRefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientFetcherTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aStoreThatFailsIsAskedAgain() throws IOException {
        PatientFetcher fetcher = new PatientFetcher(
                (uri, max) -> {
                    if (asked.incrementAndGet() < 3) {
                        throw new IOException("busy");
                    }
                    return new byte[] {7};
                },
                Duration.ofSeconds(30));
        assertThat(fetcher.fetch("s3://again/b.zip", 9)).containsExactly(7);
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFileThatIsNotThereAndARefusalAreAnswers() {
        PatientFetcher gone = new PatientFetcher(
                (uri, max) -> {
                    asked.incrementAndGet();
                    throw new FileNotFoundException(uri);
                },
                Duration.ofSeconds(30));
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> gone.fetch("s3://gone/b.zip", 9)).isInstanceOf(FileNotFoundException.class);
        }
        PatientFetcher large = new PatientFetcher(
                (uri, max) -> {
                    asked.incrementAndGet();
                    throw new BundleRefusedException(BundleRefusal.TOO_LARGE, "expected 9, was 10");
                },
                Duration.ofSeconds(30));
        assertThatThrownBy(() -> large.fetch("s3://gone/b.zip", 9)).isInstanceOf(BundleRefusedException.class);
        assertThat(asked).hasValue(21);
    }

    @Test
    void aStoreThatKeepsFailingIsLeftAloneAndOthersAreNot() throws IOException {
        PatientFetcher down = new PatientFetcher(
                (uri, max) -> {
                    asked.incrementAndGet();
                    throw new IOException("down");
                },
                Duration.ofMillis(1));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> down.fetch("s3://down/b.zip", 9)).isInstanceOf(IOException.class);
        }
        assertThat(asked).hasValue(4);
        assertThatThrownBy(() -> down.fetch("s3://down/other.zip", 9))
                .hasMessageContaining("store s3://down failed too often");
        assertThat(down.storesShutOut()).isOne();
        assertThat(new PatientFetcher((uri, max) -> new byte[1], Duration.ofMillis(1)).fetch("s3://up/b.zip", 9))
                .hasSize(1);
        assertThatThrownBy(() -> down.fetch("not a uri", 9)).hasMessage("down");
    }
}
