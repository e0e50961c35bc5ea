package io.quorate.job.control;

import java.util.UUID;

/**
 * Where a request comes from.
 *
 * @param requestId identity of the request
 * @param author who asks
 * @param reason why
 * @param effectiveFromMs first event time it should apply to, epoch ms; -1 = as soon as possible
 */
public record Origin(String requestId, String author, String reason, long effectiveFromMs) {
    private static final long AS_SOON_AS_POSSIBLE = -1;

    public Origin {
        if (requestId.isEmpty()) {
            throw new IllegalArgumentException("expected a request id, was empty");
        }
        if (effectiveFromMs < AS_SOON_AS_POSSIBLE) {
            throw new IllegalArgumentException("expected an effective time >= 0 or -1, was " + effectiveFromMs);
        }
    }

    /** A new request, as soon as possible. */
    public static Origin of(String author, String reason) {
        return new Origin(UUID.randomUUID().toString(), author, reason, AS_SOON_AS_POSSIBLE);
    }

    /** The same with the first event time it should apply to, epoch ms. */
    public Origin from(long tsMs) {
        return new Origin(requestId, author, reason, tsMs);
    }
}
