package io.quorate.job.venue;

import io.quorate.execution.KillJournal;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.execution.DeskInput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The kill switches as the control topics have them now: every KILL asked for, every RESUME granted. */
final class KafkaKillJournal {

    private KafkaKillJournal() {}

    static KillJournal of(Settings settings) {
        TreeMap<String, String> given = new TreeMap<>(settings.given());
        return () -> read(Settings.of(given));
    }

    private static List<DeskInput> read(Settings settings) {
        List<DeskInput> inputs = new ArrayList<>();
        TopicReader.uncommitted(settings).forEach(settings.get(JobOptions.CONTROL_REQUESTS), record -> {
            DeskInput in = DeskSchema.request(record);
            if (in != null) {
                inputs.add(in);
            }
        });
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), record -> {
            try {
                DeskInput in = DeskSchema.control(record);
                if (in != null) {
                    inputs.add(in);
                }
            } catch (CodecException e) {
                throw new IllegalStateException(
                        "expected a control record at offset " + record.offset() + ", was " + e.getMessage(), e);
            }
        });
        return inputs;
    }
}
