package io.quorate.job.demo;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.decision.LeanDecision;
import io.quorate.schema.decision.Trigger;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a run left in its topics, counted by reading them again.
 *
 * @param decisions distinct decisions
 * @param repeats decisions that were written more than once
 * @param sample distinct decisions on samples
 * @param timer distinct decisions of timers
 * @param byOutcome distinct decisions by outcome
 * @param predictions records of the predictions topic
 * @param ledger committed ledger records, GENESIS included
 * @param executions fills
 * @param deadLetters refused records
 * @param lateEvents late records
 * @param equityMicros last equity by portfolio
 */
public record TopicCounts(
        long decisions,
        long repeats,
        long sample,
        long timer,
        Map<String, Long> byOutcome,
        long predictions,
        long ledger,
        long executions,
        long deadLetters,
        long lateEvents,
        Map<String, Long> equityMicros) {

    /** Reads the topics of a run. */
    public static TopicCounts read(Settings settings) {
        Tally tally = new Tally();
        TopicReader uncommitted = TopicReader.uncommitted(settings);
        uncommitted.forEach(settings.get(JobOptions.DECISIONS), record -> tally.add(record.value()));
        return new TopicCounts(
                tally.ids.size(),
                tally.repeats,
                tally.sample,
                tally.timer,
                tally.byOutcome,
                uncommitted.count(settings.get(JobOptions.PREDICTIONS)),
                TopicReader.committed(settings).count(settings.get(JobOptions.LEDGER)),
                uncommitted.count(settings.get(JobOptions.EXECUTIONS)),
                uncommitted.count(settings.get(JobOptions.DEAD_LETTERS)),
                uncommitted.count(settings.get(JobOptions.LATE_EVENTS)),
                tally.equityMicros);
    }

    /** Counts distinct decisions. */
    private static final class Tally {
        private final Set<String> ids = new HashSet<>();
        private final Map<String, Long> byOutcome = new TreeMap<>();
        private final Map<String, Long> equityMicros = new TreeMap<>();
        private long repeats;
        private long sample;
        private long timer;

        private void add(byte[] value) {
            LeanDecision d;
            try {
                d = DecisionCodec.decode(value);
            } catch (CodecException e) {
                throw new IllegalStateException("expected a decision of this version, was " + e.getMessage(), e);
            }
            if (!ids.add(d.id())) {
                repeats++;
                return;
            }
            sample += d.trigger() == Trigger.SAMPLE ? 1 : 0;
            timer += d.trigger() == Trigger.TIMER ? 1 : 0;
            byOutcome.merge(d.outcome().name(), 1L, Long::sum);
            // one portfolio is one partition, so the last seen is the last decided
            equityMicros.put(d.portfolio(), d.equityMicros());
        }
    }
}
