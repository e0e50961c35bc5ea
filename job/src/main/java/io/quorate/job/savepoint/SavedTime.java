package io.quorate.job.savepoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.control.EpochBroadcast;
import io.quorate.job.topology.Uids;
import io.quorate.market.GateOperator;
import io.quorate.schema.control.ControlKind;
import java.util.Map;
import java.util.TreeMap;

/** The event time a job had reached when its savepoint was taken. */
public final class SavedTime {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SavedTime() {}

    /**
     * Event time up to which everything was decided: the market's watermark, which the times in the gate give, held by the
     * frontier. {@link Long#MIN_VALUE} when the savepoint does not say.
     */
    public static long decidedMs(StateDump savepoint, long latenessMs) {
        Map<String, Long> greatestMs = new TreeMap<>();
        for (StateRow row : rows(savepoint, Uids.GATE, GateOperator.MAX_TS_MS.getName())) {
            tree(row)
                    .properties()
                    .forEach(partition -> greatestMs.merge(
                            partition.getKey(), partition.getValue().asLong(), Math::max));
        }
        long frontierMs = Long.MIN_VALUE;
        for (StateRow row : rows(savepoint, Uids.DECIDE, EpochBroadcast.EPOCHS.getName())) {
            JsonNode epoch = tree(row);
            if (epoch.path("kind").asText().equals(ControlKind.FRONTIER.name())) {
                frontierMs = Math.max(frontierMs, epoch.path("effectiveFromMs").asLong());
            }
        }
        long marketMs =
                greatestMs.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
        return marketMs == Long.MIN_VALUE || frontierMs == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : Math.min(marketMs - latenessMs - 1, frontierMs);
    }

    private static Iterable<StateRow> rows(StateDump savepoint, String operator, String state) {
        return savepoint
                .rows(new StateSelection(operator, state, null), Integer.MAX_VALUE)
                .rows();
    }

    private static JsonNode tree(StateRow row) {
        try {
            return MAPPER.readTree(row.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected state as JSON", e);
        }
    }
}
