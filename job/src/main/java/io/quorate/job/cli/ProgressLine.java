package io.quorate.job.cli;

import io.quorate.learn.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far something is: a bar on a terminal, otherwise one line per 10 s. Written to standard error, so that
 * results can be piped.
 */
final class ProgressLine implements ProgressListener, AutoCloseable {
    private static final long QUIET_NANOS = 10_000_000_000L;
    private static final int BAR_CHARS = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private long lastNanos;

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        this.lastNanos = System.nanoTime();
    }

    @Override
    public void progress(String step, double fraction) {
        if (terminal) {
            int full = (int) Math.round(fraction * BAR_CHARS);
            err.print(CLEAR
                    + String.format(
                            Locale.ROOT,
                            "[%s%s] %3.0f %% %s",
                            "#".repeat(full),
                            ".".repeat(BAR_CHARS - full),
                            fraction * 100,
                            step));
            err.flush();
        } else if (System.nanoTime() - lastNanos >= QUIET_NANOS) {
            lastNanos = System.nanoTime();
            err.println(String.format(Locale.ROOT, "%.0f %% %s", fraction * 100, step));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (terminal) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
