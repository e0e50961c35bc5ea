package io.quorate.telemetry;

import io.quorate.schema.market.RejectReason;
import java.util.List;

/** Things counted by what they are: one counter per combination of labels, which are enum constants and so bounded. */
public enum Tally {
    DEAD_LETTERS(List.of("reason"), List.of(RejectReason.values()), "records refused, by `RejectReason`"),
    DECISIONS(
            List.of("outcome", "reason"), List.of(), "decisions, by `Outcome` and `DecisionReason`, once one was made");

    private final List<String> labels;
    private final List<Enum<?>> known;
    private final String meaning;

    Tally(List<String> labels, List<? extends Enum<?>> known, String meaning) {
        this.labels = labels;
        this.known = List.copyOf(known);
        this.meaning = meaning;
    }

    /** Names of the labels, in the order in which their values are given. */
    public List<String> labels() {
        return labels;
    }

    /** Values of a single label that are shown from the start, with 0; empty when counters come with their first use. */
    public List<Enum<?>> known() {
        return known;
    }

    /** What is counted, for a reader. */
    public String meaning() {
        return meaning;
    }
}
