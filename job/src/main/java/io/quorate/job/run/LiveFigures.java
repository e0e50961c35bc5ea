package io.quorate.job.run;

import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.metrics.LevelFigures;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.metrics.StageFigures;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running job did, out of its metrics.
 *
 * @param eventsIn market records read, heartbeats excluded
 * @param eventsPerSecond of the time since the figures before
 * @param accepted records that became samples or parts of them
 * @param duplicates repeats
 * @param late records that came too late
 * @param rejected refused records
 * @param predictions scored samples
 * @param decisions decisions by outcome name
 * @param held predictions that wait for the frontier now
 * @param watermarkMs event time of the market; null when not known yet
 * @param frontierLeadMs how far the frontier is ahead of it, negative when decisions wait; null when not known yet
 * @param ensembleVersion ensemble in force; null for none
 * @param weightsWindow window that last changed the weights in force; null for none
 * @param restarts restarts of the job
 * @param stages latency of one step by stage, in the order of the walk
 */
public record LiveFigures(
        long eventsIn,
        double eventsPerSecond,
        long accepted,
        long duplicates,
        long late,
        long rejected,
        long predictions,
        Map<String, Long> decisions,
        long held,
        @Nullable Long watermarkMs,
        @Nullable Long frontierLeadMs,
        @Nullable Long ensembleVersion,
        @Nullable Long weightsWindow,
        long restarts,
        Map<String, Latency> stages) {
    private static final String[] STAGES = {"gate", "release", "features", "score", "outcomes", "decide", "sequencer"};
    private static final Count[] OUTCOMES = {
        Count.NO_ACTION, Count.TAKE_ACTION, Count.EXIT_POSITION, Count.RISK_REJECTED
    };

    /**
     * Wall time of one step of a stage.
     *
     * @param steps how many were measured
     * @param p50Micros median
     * @param p95Micros 95 % quantile
     * @param p99Micros 99 % quantile
     */
    public record Latency(long steps, double p50Micros, double p95Micros, double p99Micros) {
        static Latency of(LatencyFigures l) {
            return new Latency(l.count(), l.p50Nanos() / 1e3, l.p95Nanos() / 1e3, l.p99Nanos() / 1e3);
        }
    }

    /**
     * The figures of a snapshot.
     *
     * @param eventsBefore events in of the figures before
     * @param sinceNanos wall time since then
     */
    public static LiveFigures of(MetricsSnapshot m, long eventsBefore, long sinceNanos) {
        long events = m.stage("gate").count(Count.EVENTS_IN);
        StageFigures decide = m.stage("decide");
        Map<String, Long> decisions = new LinkedHashMap<>();
        for (Count outcome : OUTCOMES) {
            decisions.put(outcome.name(), decide.count(outcome));
        }
        Map<String, Latency> stages = new LinkedHashMap<>();
        for (String stage : STAGES) {
            stages.put(stage, Latency.of(m.stage(stage).latency()));
        }
        Long watermarkMs = level(m, "sequencer", Level.WATERMARK_MS);
        Long frontierMs = level(m, "sequencer", Level.FRONTIER_MS);
        Long held = level(m, "score", Level.RECORDS_HELD);
        return new LiveFigures(
                events,
                sinceNanos <= 0 ? 0 : (events - eventsBefore) * 1e9 / sinceNanos,
                m.total(Count.ACCEPTED),
                m.total(Count.DUPLICATES),
                m.total(Count.LATE),
                m.total(Count.REJECTED),
                m.stage("score").count(Count.PREDICTIONS),
                decisions,
                held == null ? 0 : held,
                watermarkMs,
                watermarkMs == null || frontierMs == null ? null : frontierMs - watermarkMs,
                level(m, "score", Level.ENSEMBLE_VERSION),
                level(m, "score", Level.WEIGHTS_VERSION),
                m.restarts(),
                stages);
    }

    /** The figures in one line. */
    public String line() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "events %,d (%,.0f/s), duplicates %,d, late %,d, rejected %,d | decisions %,d no action, %,d entries,"
                        + " %,d exits, %,d rejected by risk | market %s, frontier %s, held %,d, ensemble %s, weights"
                        + " %s, restarts %d | us p50/p95/p99:",
                eventsIn,
                eventsPerSecond,
                duplicates,
                late,
                rejected,
                decisions.get(Count.NO_ACTION.name()),
                decisions.get(Count.TAKE_ACTION.name()),
                decisions.get(Count.EXIT_POSITION.name()),
                decisions.get(Count.RISK_REJECTED.name()),
                watermarkMs == null ? "-" : Instant.ofEpochMilli(watermarkMs),
                frontierLeadMs == null ? "-" : String.format(Locale.ROOT, "%+.1f s", frontierLeadMs / 1e3),
                held,
                ensembleVersion == null ? "-" : ensembleVersion,
                weightsWindow == null ? "-" : weightsWindow,
                restarts));
        stages.forEach((stage, l) -> line.append(
                l.steps == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, " %s %.0f/%.0f/%.0f", stage, l.p50Micros, l.p95Micros, l.p99Micros)));
        return line.toString();
    }

    private static @Nullable Long level(MetricsSnapshot m, String stage, Level level) {
        LevelFigures figures = m.stage(stage).levels().get(level);
        if (figures == null) {
            return null;
        }
        long value = level == Level.RECORDS_HELD ? figures.sum() : figures.max();
        // the beginning of time, its end and a level nobody has set yet say nothing
        return value > 0 && value < Long.MAX_VALUE ? value : null;
    }
}
