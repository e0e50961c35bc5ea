package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * The epoch book of an operator with broadcast state: kept in memory, rebuilt from the state after a restore.
 *
 * <p>State: every epoch in force at or after the watermark and the last frontier, one entry each; older epochs are
 * dropped as the watermark passes. Equal in every subtask, because it depends on the log prefix and the watermark alone.
 */
public final class EpochBroadcast {

    /** Broadcast state of every operator that reads epochs. */
    public static final MapStateDescriptor<String, ControlRecord> EPOCHS =
            new MapStateDescriptor<>("epochs", Types.STRING, TypeInformation.of(ControlRecord.class));

    private static final String FRONTIER = "FRONTIER";

    private final StageProbe probe;
    private @Nullable EpochBook book;

    public EpochBroadcast(StageProbe probe) {
        this.probe = probe;
    }

    /** The book as of the records broadcast so far. */
    public EpochBook read(ReadOnlyBroadcastState<String, ControlRecord> state) throws Exception {
        EpochBook current = book;
        if (current == null) {
            List<ControlRecord> known = new ArrayList<>();
            for (Map.Entry<String, ControlRecord> e : state.immutableEntries()) {
                known.add(e.getValue());
            }
            current = EpochBook.restore(known);
            book = current;
        }
        return current;
    }

    /** Takes the next record of the log into book and state. */
    public EpochBook.Verdict apply(BroadcastState<String, ControlRecord> state, ControlRecord r, long watermarkMs)
            throws Exception {
        EpochBook current = read(state);
        EpochBook.Verdict verdict = current.add(r);
        switch (verdict) {
            case ADDED -> {
                state.put(key(r), r);
                probe.add(r.kind() == ControlKind.WEIGHTS ? Count.WEIGHTS : Count.EPOCHS, epoch(r));
                probe.level(Level.FRONTIER_MS, current.frontierMs());
            }
            case VOID -> probe.add(Count.VOID, 1);
            case KNOWN, NOT_AN_EPOCH -> probe.add(Count.REFUSED, r.kind() == ControlKind.REFUSED ? 1 : 0);
        }
        for (ControlRecord dropped : current.prune(watermarkMs)) {
            state.remove(key(dropped));
        }
        return verdict;
    }

    private static int epoch(ControlRecord r) {
        return r.kind() == ControlKind.FRONTIER ? 0 : 1;
    }

    private static String key(ControlRecord r) {
        if (r.kind() == ControlKind.FRONTIER) {
            return FRONTIER;
        }
        String line = RequestRules.line(r.kind()) + "|" + r.scope();
        return (r.symbol() == null ? line : line + "|" + r.symbol()) + "|" + r.effectiveFromMs();
    }
}
