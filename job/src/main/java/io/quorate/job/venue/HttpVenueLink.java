package io.quorate.job.venue;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.quorate.execution.OrderTicket;
import io.quorate.execution.VenueAnswer;
import io.quorate.execution.VenueLink;
import io.quorate.execution.VenuePage;
import io.quorate.execution.VenuePositions;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A venue over HTTP. Every request goes through one circuit breaker: half of the last 20 answers, at least 5, being
 * failures opens it; three requests are let through after the wait, and the feed, asked all the time, is among them, so
 * the circuit closes without an order being risked. Requests about orders are limited in rate, the feed is not.
 */
public final class HttpVenueLink implements VenueLink {

    private static final int WINDOW = 20;
    private static final int LEAST = 5;
    private static final int TRIALS = 3;
    private static final int PAGE = 500;

    private final HttpVenueSettings settings;
    private final ExecutorService threads;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final RateLimiter limiter;
    private final String authorization;

    /** Opens nothing yet; throws UserError when the token cannot be read. */
    public HttpVenueLink(HttpVenueSettings settings) {
        this.settings = settings;
        this.authorization = authorization(settings.token());
        this.threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "venue-http");
            thread.setDaemon(true);
            return thread;
        });
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMillis(settings.timeoutMs()))
                .executor(threads)
                .build();
        this.breaker = CircuitBreaker.of(
                "venue",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(LEAST)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofMillis(settings.breakerWaitMs()))
                        .permittedNumberOfCallsInHalfOpenState(TRIALS)
                        .build());
        this.limiter = RateLimiter.of(
                "venue",
                RateLimiterConfig.custom()
                        .limitForPeriod(settings.ratePerSecond())
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    /** Checked here: what the client says of a header it refuses repeats the token. */
    private static String authorization(String reference) {
        if (reference.isEmpty()) {
            return "";
        }
        String token = new SecretReference(reference).resolve();
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw UserError.wrongUse(JobOptions.VENUE_TOKEN.key() + ": expected printable characters without spaces in "
                    + reference + ", was something else");
        }
        return "Bearer " + token;
    }

    /** The link of these settings, opened where it is used. */
    public static VenueLink.Address address(HttpVenueSettings settings) {
        return () -> new HttpVenueLink(settings);
    }

    @Override
    public CompletableFuture<VenueAnswer> place(OrderTicket ticket) {
        HttpRequest.Builder request = request("/orders")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(VenueProtocol.order(ticket)));
        return order(request).thenApply(r -> r.known() ? VenueProtocol.placed(r.status(), r.body()) : r.answer());
    }

    @Override
    public CompletableFuture<VenueAnswer> cancel(String clientOrderId) {
        String name = URLEncoder.encode(clientOrderId, StandardCharsets.UTF_8);
        return order(request("/orders/" + name).DELETE())
                .thenApply(r -> r.known() ? VenueProtocol.cancelled(r.status()) : r.answer());
    }

    @Override
    public CompletableFuture<VenuePage> feed(long after) {
        return send(request("/executions?after=" + after + "&limit=" + PAGE).GET())
                .thenCompose(r -> read(r, VenueProtocol::page));
    }

    @Override
    public CompletableFuture<VenuePositions> positions() {
        return send(request("/positions").GET()).thenCompose(r -> read(r, VenueProtocol::positions));
    }

    @Override
    public Breaker breaker() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case OPEN, FORCED_OPEN -> Breaker.OPEN;
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** How a request about an order ended: a status with its body, or what is known without. */
    private record Reply(int status, byte[] body, VenueAnswer answer) {
        boolean known() {
            return status > 0;
        }
    }

    private CompletableFuture<Reply> order(HttpRequest.Builder request) {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            // asking the limiter first would spend what a cancellation may need when the circuit closes
            return done(VenueAnswer.Kind.NOT_SENT, "circuit open");
        }
        if (!limiter.acquirePermission()) {
            return done(VenueAnswer.Kind.NOT_SENT, "more than " + settings.ratePerSecond() + " requests a second");
        }
        return send(request)
                .thenApply(r -> new Reply(r.statusCode(), r.body(), VenueAnswer.DONE))
                .exceptionally(e -> cause(e) instanceof CallNotPermittedException
                        ? new Reply(0, new byte[0], new VenueAnswer(VenueAnswer.Kind.NOT_SENT, "circuit open"))
                        : new Reply(0, new byte[0], new VenueAnswer(VenueAnswer.Kind.UNKNOWN, String.valueOf(e))));
    }

    private static CompletableFuture<Reply> done(VenueAnswer.Kind kind, String reason) {
        return CompletableFuture.completedFuture(new Reply(0, new byte[0], new VenueAnswer(kind, reason)));
    }

    private static Throwable cause(Throwable e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        long begin = System.nanoTime();
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .whenComplete((response, e) -> {
                    long nanos = System.nanoTime() - begin;
                    if (response != null && VenueProtocol.works(response.statusCode())) {
                        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
                    } else {
                        Throwable failure = e == null ? new IOException("HTTP " + response.statusCode()) : e;
                        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
                    }
                });
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url() + path))
                .timeout(Duration.ofMillis(settings.timeoutMs()));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    /** Reads a body. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    private static <T> CompletableFuture<T> read(HttpResponse<byte[]> response, Reader<T> reader) {
        if (response.statusCode() != 200) {
            return CompletableFuture.failedFuture(new IOException("expected HTTP 200, was " + response.statusCode()));
        }
        try {
            return CompletableFuture.completedFuture(reader.read(response.body()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
