package io.quorate.job.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.control.ControlClient;
import io.quorate.job.control.EpochStatus;
import io.quorate.job.control.LoggedRecord;
import io.quorate.job.control.StatusReader;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running job, by its topics. */
final class KafkaModelDesk implements ModelDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_SECONDS = 3;

    private final Settings settings;
    private final Duration patience;

    KafkaModelDesk(Settings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    @Override
    public @Nullable Answer find(String requestId) {
        List<ControlRecord> ours = new ArrayList<>();
        TopicReader.committed(settings).forEach(settings.get(JobOptions.CONTROL), from -> {
            ControlRecord record = LoggedRecord.of(from).record();
            if (record.requestId().equals(requestId)) {
                ours.add(record);
            }
        });
        for (ControlRecord record : ours) {
            if (record.kind().isEpoch() || record.kind() == ControlKind.REFUSED) {
                return answer(record);
            }
        }
        if (!ours.isEmpty()) {
            throw UserError.failed("expected an answer to request " + requestId
                    + ", was one that is still being prepared; run the pipeline again");
        }
        return null;
    }

    private static Answer answer(ControlRecord record) {
        return new Answer(
                record.kind() != ControlKind.REFUSED, record.version(), record.effectiveFromMs(), record.reason());
    }

    @Override
    public Answer ask(ControlRequest request) {
        try (ControlClient client = ControlClient.open(settings)) {
            return answer(client.ask(request, patience).record());
        }
    }

    @Override
    public @Nullable EnsembleSpec inForce() {
        try (StatusReader reader = StatusReader.open(settings)) {
            EpochStatus ensemble = reader.read().ensemble();
            return ensemble == null ? null : ensemble.ensemble();
        }
    }

    @Override
    public Comparison compare(long fromMs) {
        String predictions = settings.get(JobOptions.PREDICTIONS);
        String outcomes = settings.get(JobOptions.OUTCOMES);
        if (predictions.isEmpty() || outcomes.isEmpty()) {
            throw UserError.wrongUse("options: expected " + JobOptions.PREDICTIONS.key() + " and "
                    + JobOptions.OUTCOMES.key() + " as the job has them, to compare the shadow, was none");
        }
        Map<String, double[]> pairs = new HashMap<>();
        read(predictions, record -> {
            if (record.path("tsMs").longValue() >= fromMs
                    && record.path("status").asText().equals("OK")) {
                double[] pair = pairs.computeIfAbsent(key(record), k -> new double[] {Double.NaN, Double.NaN});
                pair[record.path("shadow").booleanValue() ? 0 : 1] =
                        record.path("probability").doubleValue();
            }
        });
        Map<String, Integer> labels = new HashMap<>();
        read(outcomes, record -> labels.put(key(record), record.path("label").intValue()));
        return score(pairs, labels);
    }

    /** In no order that matters: sums of squares are told with six digits. */
    static Comparison score(Map<String, double[]> pairs, Map<String, Integer> labels) {
        long n = 0;
        double shadow = 0;
        double live = 0;
        for (Map.Entry<String, double[]> entry : pairs.entrySet()) {
            Integer label = labels.get(entry.getKey());
            double[] p = entry.getValue();
            if (label != null && !Double.isNaN(p[0]) && !Double.isNaN(p[1])) {
                n++;
                shadow += (p[0] - label) * (p[0] - label);
                live += (p[1] - label) * (p[1] - label);
            }
        }
        return new Comparison(n, shadow / n, live / n);
    }

    private static String key(JsonNode record) {
        return record.path("symbol").asText() + "|" + record.path("seq").longValue();
    }

    private void read(String topic, Consumer<JsonNode> sink) {
        TopicReader.committed(settings).forEach(topic, record -> {
            try {
                sink.accept(JSON.readTree(record.value()));
            } catch (IOException e) {
                throw UserError.failed(
                        "topic " + topic + ", offset " + record.offset() + ": expected JSON, was not", e);
            }
        });
    }

    @Override
    public void pause() {
        try {
            TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while waiting for outcomes; run the pipeline again to go on", e);
        }
    }
}
