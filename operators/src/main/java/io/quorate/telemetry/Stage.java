package io.quorate.telemetry;

import static io.quorate.telemetry.Count.ACCEPTED;
import static io.quorate.telemetry.Count.ALARMS_CLEARED;
import static io.quorate.telemetry.Count.ALARMS_RAISED;
import static io.quorate.telemetry.Count.CREDITS;
import static io.quorate.telemetry.Count.DROPPED_VALUES;
import static io.quorate.telemetry.Count.DUPLICATES;
import static io.quorate.telemetry.Count.EPOCHS;
import static io.quorate.telemetry.Count.EVENTS_IN;
import static io.quorate.telemetry.Count.EXECUTIONS;
import static io.quorate.telemetry.Count.EXIT_POSITION;
import static io.quorate.telemetry.Count.FILLED;
import static io.quorate.telemetry.Count.HEARTBEATS;
import static io.quorate.telemetry.Count.HELD;
import static io.quorate.telemetry.Count.LATE;
import static io.quorate.telemetry.Count.NO_ACTION;
import static io.quorate.telemetry.Count.PREDICTIONS;
import static io.quorate.telemetry.Count.REFUSED;
import static io.quorate.telemetry.Count.REJECTED;
import static io.quorate.telemetry.Count.RETIRED_CREDITS;
import static io.quorate.telemetry.Count.RISK_REJECTED;
import static io.quorate.telemetry.Count.SAMPLES;
import static io.quorate.telemetry.Count.SAMPLE_DECISIONS;
import static io.quorate.telemetry.Count.SHADOW_PREDICTIONS;
import static io.quorate.telemetry.Count.SHADOW_SKIPPED;
import static io.quorate.telemetry.Count.TAKE_ACTION;
import static io.quorate.telemetry.Count.TIMER_DECISIONS;
import static io.quorate.telemetry.Count.VOID;
import static io.quorate.telemetry.Count.WARMING;
import static io.quorate.telemetry.Count.WEIGHTS;
import static io.quorate.telemetry.Count.WINDOWS_JUDGED;
import static io.quorate.telemetry.Level.ENSEMBLE_VERSION;
import static io.quorate.telemetry.Level.FEATURES_IN_ALARM;
import static io.quorate.telemetry.Level.FRONTIER_MS;
import static io.quorate.telemetry.Level.GREATEST_PSI_MILLI;
import static io.quorate.telemetry.Level.MEMBERS_IN_ALARM;
import static io.quorate.telemetry.Level.MODELS_LOADED;
import static io.quorate.telemetry.Level.PARTITIONS_SILENT;
import static io.quorate.telemetry.Level.RECORDS_HELD;
import static io.quorate.telemetry.Level.SHADOW_VERSION;
import static io.quorate.telemetry.Level.STORES_SHUT_OUT;
import static io.quorate.telemetry.Level.WATERMARK_MS;
import static io.quorate.telemetry.Level.WEIGHTS_VERSION;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The measured stages in the order of the walk, with everything each of them counts and shows. What is listed here exists
 * from the start of a subtask, so that a rate is 0 before the first one and not missing.
 */
public enum Stage {
    GATE(
            "one record",
            List.of(EVENTS_IN, HEARTBEATS, REJECTED, LATE),
            List.of(PARTITIONS_SILENT),
            List.of(Tally.DEAD_LETTERS)),
    RELEASE("one event time of a symbol", List.of(ACCEPTED, DUPLICATES, LATE), List.of(), List.of()),
    FEATURES("one sample", List.of(SAMPLES, WARMING, FILLED, DROPPED_VALUES), List.of(), List.of()),
    SCORE(
            "one prediction",
            List.of(PREDICTIONS, SHADOW_PREDICTIONS, SHADOW_SKIPPED, HELD, EPOCHS, WEIGHTS, VOID, REFUSED),
            List.of(
                    RECORDS_HELD,
                    FRONTIER_MS,
                    ENSEMBLE_VERSION,
                    WEIGHTS_VERSION,
                    SHADOW_VERSION,
                    MODELS_LOADED,
                    STORES_SHUT_OUT),
            List.of()),
    OUTCOMES("one prediction", List.of(CREDITS, RETIRED_CREDITS), List.of(), List.of()),
    QUALITY(
            "the windows of an ensemble that end at one time",
            List.of(WINDOWS_JUDGED, ALARMS_RAISED, ALARMS_CLEARED),
            List.of(FEATURES_IN_ALARM, MEMBERS_IN_ALARM, GREATEST_PSI_MILLI),
            List.of()),
    DECIDE(
            "one event time of a portfolio",
            List.of(
                    SAMPLE_DECISIONS,
                    TIMER_DECISIONS,
                    NO_ACTION,
                    TAKE_ACTION,
                    EXIT_POSITION,
                    RISK_REJECTED,
                    EXECUTIONS,
                    EPOCHS,
                    WEIGHTS,
                    VOID,
                    REFUSED),
            List.of(FRONTIER_MS),
            List.of(Tally.DECISIONS)),
    SEQUENCER(
            "one input that wrote, its transaction included",
            List.of(EPOCHS, WEIGHTS, REFUSED),
            List.of(WATERMARK_MS, FRONTIER_MS),
            List.of());

    private final String step;
    private final List<Count> counts;
    private final List<Level> levels;
    private final List<Tally> tallies;

    Stage(String step, List<Count> counts, List<Level> levels, List<Tally> tallies) {
        this.step = step;
        this.counts = counts;
        this.levels = levels;
        this.tallies = tallies;
    }

    /** The stage of that name; null for one that is not part of the walk. */
    public static @Nullable Stage find(String label) {
        for (Stage stage : values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        return null;
    }

    /** Name of the stage in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What one measured step is. */
    public String step() {
        return step;
    }

    public List<Count> counts() {
        return counts;
    }

    public List<Level> levels() {
        return levels;
    }

    public List<Tally> tallies() {
        return tallies;
    }

    /** What it shows of each portfolio, from the end of its first window on. */
    public List<Figure> figures() {
        return this == DECIDE ? List.of(Figure.values()) : List.of();
    }

    /** Whether the stage measures the time from an event to the decision on it. */
    public boolean decides() {
        return this == DECIDE;
    }
}
