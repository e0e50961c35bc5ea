package io.quorate.job.topology;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.ModelAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks again when a store fails, with longer and longer pauses, and leaves a store alone that keeps failing.
 *
 * <p>One breaker per store (scheme and host) in a process: it opens when half of the last 8 answers, of at least 4, were
 * failures, for 10 s; then one try decides. A file that is not there is an answer, not a failure. Wall time is free to
 * matter: a bundle is loaded off the data path, and its epoch is a record of the log.
 *
 * @param inner asks once
 * @param budget wall time for all tries together
 */
record PatientFetcher(ModelAccess.Fetcher inner, Duration budget) implements ModelAccess.Fetcher {

    private static final long serialVersionUID = 1L;

    private static final CircuitBreakerRegistry BREAKERS = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
            .slidingWindowSize(8)
            .minimumNumberOfCalls(4)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(1)
            .build());

    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5_000;

    @Override
    public byte[] fetch(String uri, long maxBytes) throws IOException {
        CircuitBreaker breaker = BREAKERS.circuitBreaker(store(uri));
        long deadlineNanos = System.nanoTime() + budget.toNanos();
        for (long pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
            try {
                return once(uri, maxBytes, breaker);
            } catch (FileNotFoundException | NoSuchFileException e) {
                throw e;
            } catch (IOException e) {
                if (System.nanoTime() + pauseMs * 1_000_000 > deadlineNanos) {
                    throw e;
                }
                pause(pauseMs);
            }
        }
    }

    private byte[] once(String uri, long maxBytes, CircuitBreaker breaker) throws IOException {
        if (!breaker.tryAcquirePermission()) {
            throw new IOException("store " + breaker.getName() + " failed too often and is not asked for some seconds");
        }
        long beginNanos = System.nanoTime();
        try {
            byte[] bytes = inner.fetch(uri, maxBytes);
            breaker.onSuccess(System.nanoTime() - beginNanos, TimeUnit.NANOSECONDS);
            return bytes;
        } catch (FileNotFoundException | NoSuchFileException | BundleRefusedException e) {
            breaker.onSuccess(System.nanoTime() - beginNanos, TimeUnit.NANOSECONDS);
            throw e;
        } catch (IOException | RuntimeException e) {
            breaker.onError(System.nanoTime() - beginNanos, TimeUnit.NANOSECONDS, e);
            throw e;
        }
    }

    @Override
    public int storesShutOut() {
        int open = 0;
        for (CircuitBreaker breaker : BREAKERS.getAllCircuitBreakers()) {
            open += breaker.getState() == CircuitBreaker.State.CLOSED ? 0 : 1;
        }
        return open;
    }

    private static String store(String uri) {
        try {
            URI parsed = URI.create(uri);
            String scheme = parsed.getScheme() == null ? "file" : parsed.getScheme();
            return parsed.getAuthority() == null ? scheme : scheme + "://" + parsed.getAuthority();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    private static void pause(long pauseMs) throws IOException {
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting to ask again", e);
        }
    }
}
