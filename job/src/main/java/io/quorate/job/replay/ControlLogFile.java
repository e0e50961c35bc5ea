package io.quorate.job.replay;

import io.quorate.job.control.LoggedRecord;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The control log as far as it is there.
 *
 * @param records in log order
 * @param deleted what was deleted from its beginning; empty for nothing
 */
public record ControlLogFile(List<ControlRecord> records, String deleted) {
    public ControlLogFile {
        records = List.copyOf(records);
    }

    /** Reads what is committed. */
    public static ControlLogFile read(Settings settings) {
        String topic = settings.get(JobOptions.CONTROL);
        TopicReader reader = TopicReader.committed(settings);
        List<ControlRecord> records = new ArrayList<>();
        reader.forEach(topic, r -> records.add(LoggedRecord.of(r).record()));
        Map<Integer, Long> first = reader.deletedBefore(topic);
        return new ControlLogFile(
                records,
                first.isEmpty() ? "" : "control records deleted before offset " + first.get(0) + " of " + topic);
    }

    /** Whether a bounded job wrote its end: everything is decided, timers beyond the last record too. */
    public boolean closed() {
        return records.stream()
                .anyMatch(r -> r.kind() == ControlKind.FRONTIER && r.effectiveFromMs() == Long.MAX_VALUE);
    }
}
