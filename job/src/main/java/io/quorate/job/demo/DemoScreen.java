package io.quorate.job.demo;

import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.metrics.LevelFigures;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Live figures: a block that is drawn over on a terminal, one line every ten seconds elsewhere. */
public final class DemoScreen {

    private static final long LINE_NANOS = 10_000_000_000L;
    private static final List<String> STAGES =
            List.of("gate", "release", "features", "score", "outcomes", "decide", "sequencer");

    private final PrintWriter out;
    private final boolean terminal;
    private int drawn;
    private long lastLineNanos;
    private long lastEvents;
    private long lastNanos;
    private double perSecond;

    /** A screen on {@code out}; {@code terminal} if it can be drawn over. */
    public DemoScreen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.lastNanos = System.nanoTime();
        this.lastLineNanos = lastNanos;
    }

    /** A line that stays. */
    void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    /** The figures of now. */
    void show(MetricsSnapshot m, Map<String, Long> equityMicros, long published, long total) {
        long now = System.nanoTime();
        long events = m.stage("gate").count(Count.EVENTS_IN);
        if (now - lastNanos > 200_000_000L) {
            perSecond = (events - lastEvents) * 1e9 / (now - lastNanos);
            lastEvents = events;
            lastNanos = now;
        }
        if (terminal) {
            draw(m, equityMicros, published, total);
        } else if (now - lastLineNanos >= LINE_NANOS) {
            lastLineNanos = now;
            out.println(head(m, published, total) + "  " + outcomes(m) + equity(equityMicros));
            out.flush();
        }
    }

    private void draw(MetricsSnapshot m, Map<String, Long> equityMicros, long published, long total) {
        erase();
        line(head(m, published, total));
        line(outcomes(m) + equity(equityMicros));
        line(String.format(Locale.ROOT, "%-10s %12s %10s %10s %10s", "stage", "steps", "p50 us", "p95 us", "p99 us"));
        for (String stage : STAGES) {
            LatencyFigures l = m.stage(stage).latency();
            line(String.format(
                    Locale.ROOT,
                    "%-10s %,12d %10.1f %10.1f %10.1f",
                    stage,
                    l.count(),
                    l.p50Nanos() / 1e3,
                    l.p95Nanos() / 1e3,
                    l.p99Nanos() / 1e3));
        }
        out.flush();
    }

    private String head(MetricsSnapshot m, long published, long total) {
        LevelFigures watermark = m.stage("sequencer").levels().get(Level.WATERMARK_MS);
        LevelFigures epoch = m.stage("score").levels().get(Level.ENSEMBLE_VERSION);
        return String.format(
                Locale.ROOT,
                "%3d %%  %,8.0f events/s  event time %s  ensemble %s  weights epochs %d  held %d  restarts %d",
                total == 0 ? 100 : 100 * published / total,
                perSecond,
                watermark == null || watermark.max() < 0
                        ? "-"
                        : Instant.ofEpochMilli(Math.min(watermark.max(), 253_402_300_799_000L))
                                .toString(),
                epoch == null || epoch.max() < 0 ? "-" : Long.toString(epoch.max()),
                m.stage("sequencer").count(Count.WEIGHTS),
                m.stage("score").count(Count.HELD),
                m.restarts());
    }

    private static String outcomes(MetricsSnapshot m) {
        return String.format(
                Locale.ROOT,
                "decisions %,d: %,d no action, %,d entries, %,d exits, %,d rejected by risk",
                m.stage("decide").count(Count.SAMPLE_DECISIONS)
                        + m.stage("decide").count(Count.TIMER_DECISIONS),
                m.stage("decide").count(Count.NO_ACTION),
                m.stage("decide").count(Count.TAKE_ACTION),
                m.stage("decide").count(Count.EXIT_POSITION),
                m.stage("decide").count(Count.RISK_REJECTED));
    }

    private static String equity(Map<String, Long> equityMicros) {
        StringBuilder s = new StringBuilder();
        equityMicros.forEach(
                (portfolio, micros) -> s.append(String.format(Locale.ROOT, "  %s %,.2f", portfolio, micros / 1e6)));
        return s.toString();
    }

    private void line(String text) {
        out.println(text + "\u001b[K");
        drawn++;
    }

    private void erase() {
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
            drawn = 0;
        }
    }
}
