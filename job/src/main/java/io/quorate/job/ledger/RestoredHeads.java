package io.quorate.job.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.LedgerTopic;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.savepoint.Savepoint;
import io.quorate.job.savepoint.StateDump;
import io.quorate.job.savepoint.StateRow;
import io.quorate.job.savepoint.StateSelection;
import io.quorate.job.topology.Uids;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.decision.LedgerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether the ledger holds the heads that the state of a savepoint goes on from. Records of transactions that are still
 * open count: the restore commits those its savepoint knows.
 */
public final class RestoredHeads {
    private static final long FIRST_OFFSETS = 20_000;
    private static final int GROWTH = 10;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Head> heads = new TreeMap<>();

    private static final class Head {
        private final long index;
        private final String hash;
        private boolean found;
        private String other = "";
        private long last = -1;

        Head(long index, String hash) {
            this.index = index;
            this.hash = hash;
        }
    }

    private RestoredHeads() {}

    /**
     * Checks the ledger topic against a savepoint; gives what the user should know, one line each. Throws UserError when
     * a chain is shorter than the state says, or another one.
     *
     * @param savepoint address of a savepoint or checkpoint
     */
    public static List<String> check(Settings settings, String savepoint) {
        if (!settings.get(JobOptions.LEDGER_ENABLED) || settings.get(JobOptions.LEDGER_SECOND_CHAIN)) {
            return List.of();
        }
        RestoredHeads restored = new RestoredHeads();
        try {
            restored.read(new StateDump(Savepoint.read(savepoint)));
        } catch (Savepoint.NoFileSystemException e) {
            return List.of("ledger not held against the savepoint, this process cannot read it: " + e.getMessage());
        }
        restored.search(settings);
        return restored.judge(settings.get(JobOptions.LEDGER));
    }

    private void read(StateDump dump) {
        for (StateRow row : dump.rows(new StateSelection(Uids.DECIDE, "portfolio", null), Integer.MAX_VALUE)
                .rows()) {
            try {
                JsonNode state = MAPPER.readTree(row.value());
                long index = state.path("ledgerIndex").asLong();
                if (index > 0) {
                    heads.put(
                            String.valueOf(row.key()),
                            new Head(index - 1, state.path("ledgerHead").asText()));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("expected the state of a portfolio as JSON", e);
            }
        }
    }

    /** From the end backwards: the heads are near it unless the ledger went on without the state. */
    private void search(Settings settings) {
        long all = LedgerTopic.offsets(settings);
        for (long offsets = FIRST_OFFSETS; ; offsets *= GROWTH) {
            LedgerTopic.tail(settings, offsets, this::look);
            if (offsets >= all || heads.values().stream().allMatch(head -> head.found)) {
                return;
            }
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> at) {
        try {
            LedgerRecord record = LedgerDecoder.decode(at.value());
            Head head = heads.get(record.portfolio());
            if (head != null) {
                head.last = Math.max(head.last, record.index());
                if (record.index() == head.index) {
                    head.found |= record.hash().equals(head.hash);
                    head.other = record.hash();
                }
            }
        } catch (CodecException e) {
            // no record of a chain; ledger verify names it
        }
    }

    private List<String> judge(String topic) {
        List<String> errors = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        heads.forEach((portfolio, head) -> {
            if (!head.found) {
                errors.add(
                        topic + ": expected the chain of " + portfolio + " to hold index " + head.index + " with hash "
                                + head.hash + ", which the savepoint goes on from, was "
                                + (head.other.isEmpty() ? "one that ends at index " + head.last : head.other)
                                + "; restore the topic, or take the savepoint that belongs to it");
            } else if (head.last > head.index) {
                warnings.add(topic + " goes on to index " + head.last + " of " + portfolio + ", beyond index "
                        + head.index + " of the savepoint: those records will be written again");
            }
        });
        if (!errors.isEmpty()) {
            throw UserError.failed(
                    errors.get(0) + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more portfolios)"));
        }
        return warnings;
    }
}
