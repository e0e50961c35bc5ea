package io.quorate.job.replay;

import io.quorate.job.ledger.LedgerLine;
import io.quorate.job.ledger.LedgerSource;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds decisions in a ledger in one walk over it. */
public final class LedgerPick {

    /**
     * Which decisions are wanted. Without ids, all of them that the rest lets through.
     *
     * @param ids decision ids; empty for any
     * @param portfolio only this one; null for all
     * @param fromIndex only from this ledger index on
     * @param sample so many of them at random; 0 for all
     * @param seed seed of the choice
     */
    public record Query(Set<String> ids, @Nullable String portfolio, long fromIndex, int sample, long seed) {
        public Query {
            ids = new LinkedHashSet<>(ids);
        }

        /** Exactly these decisions. */
        public static Query of(Set<String> ids) {
            return new Query(ids, null, 0, 0, 0);
        }

        private boolean takes(LedgerRecord record, Decision decision) {
            return (ids.isEmpty() || ids.contains(decision.id()))
                    && (portfolio == null || portfolio.equals(record.portfolio()))
                    && record.index() >= fromIndex;
        }
    }

    /**
     * A decision as it stands in the ledger.
     *
     * @param line its bytes and where they are
     * @param record what they say
     * @param decision the decision
     */
    public record Picked(LedgerLine line, LedgerRecord record, Decision decision) {}

    /**
     * What was found.
     *
     * @param picked by portfolio and index
     * @param absent ids that are not in the ledger
     * @param runIds runs that began its chains
     * @param records records walked over
     */
    public record Found(List<Picked> picked, List<String> absent, Set<String> runIds, long records) {}

    private final Query query;
    private final SplittableRandom random;
    private final List<Picked> picked = new ArrayList<>();
    private final Set<String> absent;
    private final Set<String> runIds = new TreeSet<>();
    private long candidates;
    private long records;

    private LedgerPick(Query query) {
        this.query = query;
        this.random = new SplittableRandom(query.seed());
        this.absent = new LinkedHashSet<>(query.ids());
    }

    /** Walks the ledger; records that are none are passed over, {@code ledger verify} names them. */
    public static Found find(LedgerSource ledger, Query query) {
        LedgerPick pick = new LedgerPick(query);
        ledger.forEach(pick::accept);
        pick.picked.sort(Comparator.comparing((Picked p) -> p.record().portfolio())
                .thenComparingLong(p -> p.record().index()));
        return new Found(List.copyOf(pick.picked), List.copyOf(pick.absent), pick.runIds, pick.records);
    }

    private void accept(LedgerLine line) {
        records++;
        LedgerRecord record;
        try {
            record = LedgerDecoder.decode(line.value());
        } catch (CodecException e) {
            return;
        }
        Decision decision = record.decision();
        if (decision == null) {
            runIds.add(record.runId());
        } else if (query.takes(record, decision)) {
            absent.remove(decision.id());
            keep(new Picked(line, record, decision));
        }
    }

    /** Every candidate has the same chance, whatever their number. */
    private void keep(Picked candidate) {
        candidates++;
        if (query.sample() == 0 || picked.size() < query.sample()) {
            picked.add(candidate);
            return;
        }
        long place = random.nextLong(candidates);
        if (place < query.sample()) {
            picked.set((int) place, candidate);
        }
    }
}
