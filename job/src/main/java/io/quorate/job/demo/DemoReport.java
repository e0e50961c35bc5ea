package io.quorate.job.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.job.fault.UserError;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.metrics.StageFigures;
import io.quorate.job.replay.ParityReport;
import io.quorate.telemetry.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration did: the job's own counts, the same counted again in the topics, and whether they agree.
 *
 * @param plan what was asked
 * @param speedUp event time over wall time; infinite when unpaced
 * @param wallMs length of the replay
 * @param published records sent
 * @param swaps ensembles put in force after the first
 * @param metrics figures of the job
 * @param topics the same from the topics
 * @param portfolios portfolios that subscribed to every symbol
 * @param parity how it compares with the plain pipeline; null when that was not asked for
 */
public record DemoReport(
        DemoPlan plan,
        double speedUp,
        long wallMs,
        long published,
        long swaps,
        MetricsSnapshot metrics,
        TopicCounts topics,
        int portfolios,
        @Nullable ParityReport parity) {

    /** Everything that should be equal and is not; empty when all agrees. */
    public List<String> disagreements() {
        List<String> problems = new ArrayList<>();
        long in = count("gate", Count.EVENTS_IN);
        equal(problems, "published records and events_in", published, in);
        equal(problems, "events_in and accepted + duplicates + late + rejected", in, accounted());
        long sample = count("decide", Count.SAMPLE_DECISIONS);
        long predictions = count("score", Count.PREDICTIONS);
        equal(problems, "predictions x portfolios and SAMPLE decisions", predictions * portfolios, sample);
        equal(problems, "predictions counted and in the topic", predictions, topics.predictions());
        equal(problems, "SAMPLE decisions counted and in the topic", sample, topics.sample());
        equal(
                problems,
                "TIMER decisions counted and in the topic",
                count("decide", Count.TIMER_DECISIONS),
                topics.timer());
        equal(problems, "decisions and ledger records less GENESIS", topics.decisions(), topics.ledger() - portfolios);
        equal(problems, "executions counted and in the topic", count("decide", Count.EXECUTIONS), topics.executions());
        equal(problems, "rejected and dead letters", count("gate", Count.REJECTED), topics.deadLetters());
        equal(problems, "late and late events", late(), topics.lateEvents());
        equal(problems, "restarts", 0, metrics.restarts());
        if (parity != null && !parity.equal()) {
            problems.add("decided again: expected 0 differing decisions, was " + parity.differing());
        }
        return problems;
    }

    private static void equal(List<String> problems, String what, long expected, long actual) {
        if (expected != actual) {
            problems.add(what + ": expected " + expected + ", was " + actual);
        }
    }

    private long accounted() {
        return count("release", Count.ACCEPTED)
                + count("release", Count.DUPLICATES)
                + late()
                + count("gate", Count.REJECTED);
    }

    private long late() {
        return count("gate", Count.LATE) + count("release", Count.LATE);
    }

    private long count(String stage, Count count) {
        return metrics.stage(stage).count(count);
    }

    /** Writes the report as JSON. Throws UserError when the file cannot be written. */
    public void write(Path file) {
        try {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json());
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + e.getMessage(), e);
        }
    }

    /** Throws UserError now if the file could not be written later. */
    public static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw UserError.wrongUse("--report: expected a file in an existing folder, was " + file);
        }
    }

    /** The report as a tree of plain values. */
    public Map<String, Object> json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("source", "Bitstamp BTC-USD trades 2013-11-25 to 2013-12-01 (ta4j-examples, MIT), real");
        root.put("synthetic_symbols", plan.syntheticSymbols());
        root.put("speed_up", Double.isInfinite(speedUp) ? "max" : speedUp);
        root.put("wall_ms", wallMs);
        root.put("published", published);
        root.put("events_in", count("gate", Count.EVENTS_IN));
        root.put("accepted", count("release", Count.ACCEPTED));
        root.put("duplicates", count("release", Count.DUPLICATES));
        root.put("late", late());
        root.put("rejected", count("gate", Count.REJECTED));
        root.put("heartbeats", count("gate", Count.HEARTBEATS));
        root.put("samples", count("features", Count.SAMPLES));
        root.put("warming", count("features", Count.WARMING));
        root.put("predictions", count("score", Count.PREDICTIONS));
        root.put("portfolios", portfolios);
        root.put("decisions", decisions());
        root.put("executions", count("decide", Count.EXECUTIONS));
        root.put("credits", count("outcomes", Count.CREDITS));
        root.put("weights_epochs", count("sequencer", Count.WEIGHTS));
        root.put("swaps", swaps);
        root.put("restarts", metrics.restarts());
        root.put("equity", equity());
        root.put("stages", stages());
        root.put(
                "stages_note",
                "time of one step on its thread; the replay is time-compressed, see bench for end to end");
        root.put("topics", topicCounts());
        if (parity != null) {
            root.put("parity", parity);
        }
        root.put("disagreements", disagreements());
        return root;
    }

    /** The report in a few lines for people. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "records      %,d in = %,d accepted + %,d duplicates + %,d late + %,d rejected",
                count("gate", Count.EVENTS_IN),
                count("release", Count.ACCEPTED),
                count("release", Count.DUPLICATES),
                late(),
                count("gate", Count.REJECTED)));
        lines.add(text(
                "predictions  %,d, of %,d samples (%,d while features warmed up)",
                count("score", Count.PREDICTIONS), count("features", Count.SAMPLES), count("features", Count.WARMING)));
        lines.add(text(
                "decisions    %,d on samples, %,d by timers: %,d no action, %,d entries, %,d exits, %,d rejected by risk",
                count("decide", Count.SAMPLE_DECISIONS),
                count("decide", Count.TIMER_DECISIONS),
                count("decide", Count.NO_ACTION),
                count("decide", Count.TAKE_ACTION),
                count("decide", Count.EXIT_POSITION),
                count("decide", Count.RISK_REJECTED)));
        lines.add(text(
                "control      %d swap, %,d weights epochs from %,d credits, %d restarts",
                swaps, count("sequencer", Count.WEIGHTS), count("outcomes", Count.CREDITS), metrics.restarts()));
        topics.equityMicros()
                .forEach((portfolio, micros) -> lines.add(
                        text("equity       %s %,.2f (%+.2f %%)", portfolio, micros / 1e6, micros / 1e9 - 100)));
        lines.add(text("step times   one thread, microseconds; the replay is time-compressed"));
        for (StageFigures stage : metrics.stages().values()) {
            LatencyFigures l = stage.latency();
            if (l.count() > 0) {
                lines.add(text(
                        "  %-10s p50 %8.1f   p95 %8.1f   p99 %8.1f",
                        stage.stage(), l.p50Nanos() / 1e3, l.p95Nanos() / 1e3, l.p99Nanos() / 1e3));
            }
        }
        lines.add(
                disagreements().isEmpty()
                        ? "topics       counted again: every number agrees"
                        : "topics       counted again: " + String.join("; ", disagreements()));
        if (parity != null) {
            lines.addAll(parity.lines());
        }
        return lines;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private Map<String, Object> decisions() {
        Map<String, Object> d = new LinkedHashMap<>();
        d.put("SAMPLE", count("decide", Count.SAMPLE_DECISIONS));
        d.put("TIMER", count("decide", Count.TIMER_DECISIONS));
        for (Count outcome : List.of(Count.NO_ACTION, Count.TAKE_ACTION, Count.EXIT_POSITION, Count.RISK_REJECTED)) {
            d.put(outcome.name(), count("decide", outcome));
        }
        return d;
    }

    private Map<String, Object> equity() {
        Map<String, Object> e = new LinkedHashMap<>();
        topics.equityMicros().forEach((portfolio, micros) -> e.put(portfolio, micros / 1e6));
        return e;
    }

    private Map<String, Object> stages() {
        Map<String, Object> stages = new LinkedHashMap<>();
        for (StageFigures stage : metrics.stages().values()) {
            LatencyFigures l = stage.latency();
            if (l.count() > 0) {
                Map<String, Object> f = new LinkedHashMap<>();
                f.put("count", l.count());
                f.put("p50_us", l.p50Nanos() / 1e3);
                f.put("p95_us", l.p95Nanos() / 1e3);
                f.put("p99_us", l.p99Nanos() / 1e3);
                f.put("max_us", l.maxNanos() / 1e3);
                stages.put(stage.stage(), f);
            }
        }
        return stages;
    }

    private Map<String, Object> topicCounts() {
        Map<String, Object> t = new LinkedHashMap<>();
        t.put("decisions", topics.decisions());
        t.put("repeats", topics.repeats());
        t.put("SAMPLE", topics.sample());
        t.put("TIMER", topics.timer());
        t.put("by_outcome", topics.byOutcome());
        t.put("predictions", topics.predictions());
        t.put("ledger", topics.ledger());
        t.put("executions", topics.executions());
        t.put("dead_letters", topics.deadLetters());
        t.put("late_events", topics.lateEvents());
        return t;
    }
}
