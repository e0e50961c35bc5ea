package io.quorate.job.cli;

import io.quorate.job.control.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who asks, why, from when and how long to wait: the same for every control request. */
public final class OriginMixin {
    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            converter = EventTime.class,
            description = "First event time it applies to, epoch ms or ISO-8601; as soon as possible unless given.")
    private @Nullable Long effectiveFromMs;

    @Option(names = "--author", paramLabel = "NAME", description = "Who asks; the user of this machine unless given.")
    private String author = System.getProperty("user.name", "unknown");

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(60);

    Origin origin() {
        Origin origin = Origin.of(author, reason);
        return effectiveFromMs == null ? origin : origin.from(effectiveFromMs);
    }

    Duration timeout() {
        return timeout;
    }

    /** Reads epoch ms or an ISO-8601 instant. */
    static final class EventTime implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                long tsMs = text.matches("-?\\d+")
                        ? Long.parseLong(text)
                        : instant(text).toEpochMilli();
                if (tsMs >= 0) {
                    return tsMs;
                }
            } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
                // told below
            }
            throw new TypeConversionException(
                    "expected epoch ms or a time like 2013-11-25T00:00:00Z from 1970 on, was '" + text + "'");
        }

        private static Instant instant(String text) {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        }
    }
}
