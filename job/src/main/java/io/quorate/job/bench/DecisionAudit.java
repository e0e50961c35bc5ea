package io.quorate.job.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads every decision of a run once it has ended: which samples have none, which have several, and how fast the broker
 * took them by its own clock.
 */
final class DecisionAudit {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, BitSet> seqsByLine = new TreeMap<>();
    private final List<long[]> appendMsByChunk = new ArrayList<>();
    private long samples;
    private long timers;
    private long repeated;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;

    private DecisionAudit() {}

    /** Reads the decisions topic of a run. */
    static DecisionAudit of(Settings settings) {
        DecisionAudit audit = new DecisionAudit();
        TopicReader.uncommitted(settings).forEach(settings.get(JobOptions.DECISIONS), audit::add);
        return audit;
    }

    /** Decisions on samples, repeats included. */
    long samples() {
        return samples;
    }

    long timers() {
        return timers;
    }

    /** Decisions on a sample that had one. */
    long repeated() {
        return repeated;
    }

    /** Samples without a decision between the first and the last decision of their portfolio and symbol. */
    long missed() {
        return seqsByLine.values().stream()
                .mapToLong(seqs -> seqs.length() - seqs.nextSetBit(0) - seqs.cardinality())
                .sum();
    }

    /** Decisions a second from the first append to the last. */
    double perSecond() {
        return (samples + timers) * 1e3 / Math.max(1, lastMs - firstMs);
    }

    /** Decisions a second in the second half of that time. */
    double perSecondOfSecondHalf() {
        long halfMs = (firstMs + lastMs) / 2;
        long later = 0;
        for (long[] chunk : appendMsByChunk) {
            later += chunk[0] > halfMs ? chunk[1] : 0;
        }
        return later * 1e3 / Math.max(1, lastMs - halfMs);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        long appendMs = record.timestamp();
        firstMs = Math.min(firstMs, appendMs);
        lastMs = Math.max(lastMs, appendMs);
        long[] chunk = appendMsByChunk.isEmpty() ? null : appendMsByChunk.get(appendMsByChunk.size() - 1);
        if (chunk == null || chunk[0] != appendMs) {
            chunk = new long[] {appendMs, 0};
            appendMsByChunk.add(chunk);
        }
        chunk[1]++;
        read(record.value());
    }

    private void read(byte[] value) {
        String line = "";
        int seq = -1;
        boolean sample = false;
        try (JsonParser json = JSON.createParser(value)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                switch (name) {
                    case "portfolio" -> line = json.getText();
                    case "symbol" -> line = line + '|' + json.getText();
                    case "seq" -> seq = json.getIntValue();
                    case "trigger" -> sample = json.getText().equals("SAMPLE");
                    default -> {
                        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                            json.skipChildren();
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw UserError.failed("expected a decision, was not JSON", e);
        }
        count(line, seq, sample);
    }

    private void count(String line, int seq, boolean sample) {
        if (!sample) {
            timers++;
            return;
        }
        samples++;
        BitSet seqs = seqsByLine.computeIfAbsent(line, key -> new BitSet());
        if (seqs.get(seq)) {
            repeated++;
        }
        seqs.set(seq);
    }
}
