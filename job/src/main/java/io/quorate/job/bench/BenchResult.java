package io.quorate.job.bench;

import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.metrics.MetricsSnapshot;
import io.quorate.job.metrics.StageFigures;
import io.quorate.telemetry.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one mode measured: figures in the order they were added, some with a target. */
public final class BenchResult {

    /**
     * One figure.
     *
     * @param name what it is
     * @param value how much
     * @param unit of what; empty for a count
     * @param target what it should be; empty for none
     * @param met whether it is; null without a target
     */
    public record Figure(
            String name,
            double value,
            String unit,
            String target,
            @Nullable Boolean met) {}

    private final String mode;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, LatencyFigures> stages = new LinkedHashMap<>();

    BenchResult(String mode) {
        this.mode = mode;
    }

    public String mode() {
        return mode;
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    /** Time of one step of each stage, by its name. */
    public Map<String, LatencyFigures> stages() {
        return new LinkedHashMap<>(stages);
    }

    /** Whether every figure with a target met it. */
    public boolean met() {
        return figures.stream().allMatch(figure -> figure.met() == null || figure.met());
    }

    BenchResult add(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit, "", null));
        return this;
    }

    BenchResult below(String name, double value, String unit, double target) {
        figures.add(new Figure(name, value, unit, "< " + number(target), value < target));
        return this;
    }

    BenchResult atLeast(String name, double value, String unit, double target) {
        figures.add(new Figure(name, value, unit, ">= " + number(target), value >= target));
        return this;
    }

    BenchResult atMost(String name, double value, String unit, double target) {
        figures.add(new Figure(name, value, unit, "<= " + number(target), value <= target));
        return this;
    }

    BenchResult exactly(String name, long value, long target) {
        figures.add(new Figure(name, (double) value, "", "= " + target, value == target));
        return this;
    }

    BenchResult count(String name, long value) {
        return add(name, (double) value, "");
    }

    /** Adds p50 to the greatest of a latency, in ms. */
    BenchResult latency(String name, LatencyFigures nanos) {
        add(name + " p50", nanos.p50Nanos() / 1e6, "ms");
        add(name + " p95", nanos.p95Nanos() / 1e6, "ms");
        add(name + " p99", nanos.p99Nanos() / 1e6, "ms");
        add(name + " p99.9", nanos.p999Nanos() / 1e6, "ms");
        return add(name + " max", nanos.maxNanos() / 1e6, "ms");
    }

    /** Adds what the process used in between. */
    BenchResult use(ProcessUse start, ProcessUse end) {
        add("CPU of this process", end.coresSince(start), "cores");
        add("CPU of everything else on the machine", end.otherCoresSince(start), "cores");
        add(
                "garbage collection",
                1e8 * (end.gcMs() - start.gcMs()) / (end.wallNanos() - start.wallNanos()),
                "% of time");
        add("heap in use, start", start.heapBytes() / 1e6, "MB");
        add("heap in use, end", end.heapBytes() / 1e6, "MB");
        add("resident memory, start", start.rssBytes() / 1e6, "MB");
        return add("resident memory, end", end.rssBytes() / 1e6, "MB");
    }

    /**
     * Adds the time of each stage's step, with the target of those that have one.
     *
     * @param heldBefore predictions held before the measured time
     */
    BenchResult stages(MetricsSnapshot snapshot, long heldBefore) {
        for (StageFigures stage : snapshot.stages().values()) {
            if (stage.latency().count() > 0) {
                stages.put(stage.stage(), stage.latency());
            }
        }
        stageTarget("features", 50);
        stageTarget("score", 100);
        stageTarget("decide", 50);
        count("predictions held for the frontier", snapshot.total(Count.HELD) - heldBefore);
        return exactly("restarts", snapshot.restarts(), 0);
    }

    /** Adds how the decisions so far were shared out among the outcomes. */
    BenchResult outcomes(MetricsSnapshot snapshot) {
        for (Count outcome : List.of(Count.NO_ACTION, Count.TAKE_ACTION, Count.EXIT_POSITION, Count.RISK_REJECTED)) {
            count("decisions " + outcome, snapshot.total(outcome));
        }
        return this;
    }

    private void stageTarget(String stage, double micros) {
        LatencyFigures figures = stages.get(stage);
        if (figures != null) {
            below("step of " + stage + " p99", figures.p99Nanos() / 1e3, "us", micros);
        }
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
