package io.quorate.job.prometheus;

import org.jspecify.annotations.Nullable;

/** The endpoint cannot be bound as it was asked for; the message says what was expected. */
final class EndpointRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndpointRefusedException(String message) {
        super(message);
    }

    EndpointRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
