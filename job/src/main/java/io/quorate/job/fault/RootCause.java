package io.quorate.job.fault;

import org.jspecify.annotations.Nullable;

/** What lies at the bottom of a failure, as one line. */
public final class RootCause {
    private RootCause() {}

    /** Kind and message of the innermost cause, e.g. {@code BindException: Address already in use}. */
    public static String of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = oneLine(root.getMessage());
        String kind = root.getClass().getSimpleName();
        return message.isEmpty() ? kind : kind + ": " + message;
    }

    /** The text with line breaks as spaces; empty for null. */
    public static String oneLine(@Nullable String text) {
        return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
