package io.quorate.job.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the user can act on: shown as plain lines, without a stack trace.
 *
 * <p>{@link #exitCode()} tells wrong use (2) from a failure of something that was asked for correctly (1).
 */
public final class UserError extends RuntimeException {
    public static final int FAILED = 1;
    public static final int WRONG_USE = 2;

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final List<String> lines;

    private UserError(int exitCode, List<String> lines, @Nullable Throwable cause) {
        super(String.join("; ", lines), cause);
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    public static UserError wrongUse(String line) {
        return new UserError(WRONG_USE, List.of(line), null);
    }

    public static UserError wrongUse(List<String> lines) {
        return new UserError(WRONG_USE, lines, null);
    }

    public static UserError failed(String line) {
        return new UserError(FAILED, List.of(line), null);
    }

    public static UserError failed(String line, Throwable cause) {
        return new UserError(FAILED, List.of(line), cause);
    }

    public int exitCode() {
        return exitCode;
    }

    public List<String> lines() {
        return lines;
    }
}
