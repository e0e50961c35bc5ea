package io.quorate.job.scenario;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.codec.LedgerVerifier;
import io.quorate.schema.decision.LedgerRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reader of committed records sees of a ledger.
 *
 * @param records values in topic order, partition by partition
 */
public record CommittedLedger(List<byte[]> records) {

    /** Reads what is committed now. */
    public static CommittedLedger read(Settings settings) {
        Map<Integer, List<byte[]>> byPartition = new TreeMap<>();
        TopicReader.committed(settings)
                .forEach(
                        settings.get(JobOptions.LEDGER),
                        r -> byPartition
                                .computeIfAbsent(r.partition(), p -> new ArrayList<>())
                                .add(r.value()));
        return new CommittedLedger(
                byPartition.values().stream().flatMap(List::stream).toList());
    }

    /** Values by portfolio#index, as text; a record that is there twice counts once. */
    public Map<String, String> byPlace() {
        Map<String, String> places = new TreeMap<>();
        for (byte[] value : records) {
            LedgerRecord r = decode(value);
            places.put(r.portfolio() + "#" + r.index(), new String(value, StandardCharsets.UTF_8));
        }
        return places;
    }

    /** Records by portfolio, GENESIS included. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        for (byte[] value : records) {
            sizes.merge(decode(value).portfolio(), 1L, Long::sum);
        }
        return sizes;
    }

    private static LedgerRecord decode(byte[] value) {
        try {
            return LedgerDecoder.decode(value);
        } catch (CodecException e) {
            throw new IllegalStateException("expected a ledger record", e);
        }
    }

    /** The first fault of a chain; null when all are sound. */
    public LedgerVerifier.Fault firstFault() {
        return LedgerVerifier.firstFault(records);
    }
}
