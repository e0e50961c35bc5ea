package io.quorate.job.replay;

import io.quorate.job.audit.LedgerDigest;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.TopicReader;
import io.quorate.job.replay.ParityDifference.Verdict;
import io.quorate.schema.codec.CodecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One topic of a run, held against its records made again, by portfolio and ledger index. Takes about 100 bytes a record;
 * what differs is read a second time. Not thread-safe.
 */
final class ParityTopic {
    private static final int MOST = 20;

    /** Where a record belongs and what it speaks of. */
    record Place(String portfolio, long index, long tsMs, String symbol) {
        private String key() {
            return portfolio + "#" + index;
        }
    }

    /** Tells the place of a record. */
    @FunctionalInterface
    interface Door {
        Place place(byte[] value) throws CodecException;
    }

    private final String topic;
    private final TopicReader reader;
    private final Door door;
    private final long untilMs;
    private final LedgerDigest seen = new LedgerDigest();
    private final Map<String, BitSet> made = new TreeMap<>();
    private final Map<String, byte[]> differing = new HashMap<>();
    private final List<ParityDifference> missing = new ArrayList<>();
    private long recorded;
    private long repeats;
    private long conflicts;
    private long again;
    private long equalRecords;
    private long differingRecords;
    private long missingRecords;

    /**
     * A topic.
     *
     * @param untilMs records of a later event time are left out
     */
    ParityTopic(String topic, TopicReader reader, Door door, long untilMs) {
        this.topic = topic;
        this.reader = reader;
        this.door = door;
        this.untilMs = untilMs;
    }

    /** Reads the topic to its present end. Throws UserError for a record that is none. */
    void read() {
        forEach((place, value) -> {
            switch (seen.add(place.portfolio(), place.index(), value)) {
                case NEW -> recorded++;
                case REPEATED -> repeats++;
                case CHANGED -> conflicts++;
            }
        });
    }

    private void forEach(BiConsumer<Place, byte[]> sink) {
        reader.forEach(topic, r -> {
            Place place = place(r);
            if (place.tsMs() <= untilMs) {
                sink.accept(place, r.value());
            }
        });
    }

    private Place place(ConsumerRecord<byte[], byte[]> r) {
        try {
            return door.place(r.value());
        } catch (CodecException e) {
            throw UserError.failed(
                    "expected a record of " + topic + " at partition " + r.partition() + " offset " + r.offset()
                            + ", was " + e.getMessage(),
                    e);
        }
    }

    /** Takes a record that was made again. */
    void made(Place place, byte[] value) {
        if (place.tsMs() > untilMs) {
            return;
        }
        again++;
        made.computeIfAbsent(place.portfolio(), p -> new BitSet()).set(Math.toIntExact(place.index()));
        switch (seen.add(place.portfolio(), place.index(), value)) {
            case REPEATED -> equalRecords++;
            case CHANGED -> {
                differingRecords++;
                if (differing.size() < MOST) {
                    differing.put(place.key(), value);
                }
            }
            case NEW -> {
                missingRecords++;
                if (missing.size() < MOST) {
                    missing.add(difference(place, Verdict.MISSING, ""));
                }
            }
        }
    }

    /** Records read, each place once. */
    long recorded() {
        return recorded;
    }

    ParityCounts counts() {
        return new ParityCounts(
                recorded,
                repeats,
                conflicts,
                again,
                equalRecords,
                differingRecords,
                missingRecords,
                recorded - equalRecords - differingRecords);
    }

    /** The first places at which both are not the same, by event time. */
    List<ParityDifference> differences() {
        List<ParityDifference> found = new ArrayList<>(missing);
        ParityCounts counts = counts();
        if (counts.differing() + counts.extra() + counts.conflicts() > 0) {
            found.addAll(look());
        }
        found.sort(Comparator.comparingLong(ParityDifference::tsMs)
                .thenComparing(ParityDifference::portfolio)
                .thenComparingLong(ParityDifference::index));
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private List<ParityDifference> look() {
        List<ParityDifference> found = new ArrayList<>();
        Map<String, byte[]> first = new HashMap<>();
        long[] extra = {0};
        forEach((place, value) -> {
            byte[] other = differing.get(place.key());
            if (other != null) {
                String fields = LedgerDifference.of(value, other);
                if (fields != null && first.putIfAbsent(place.key(), value) == null) {
                    found.add(difference(place, Verdict.DIFFERS, fields));
                }
            } else if (!made.getOrDefault(place.portfolio(), new BitSet()).get((int) place.index())
                    && ++extra[0] <= MOST) {
                found.add(difference(place, Verdict.EXTRA, ""));
            }
            if (conflicts > 0) {
                byte[] before = first.putIfAbsent(place.key(), value);
                if (before != null && !Arrays.equals(before, value) && found.size() < 3 * MOST) {
                    found.add(difference(place, Verdict.CONFLICT, String.valueOf(LedgerDifference.of(before, value))));
                }
            }
        });
        return found;
    }

    private ParityDifference difference(Place place, Verdict verdict, String detail) {
        return new ParityDifference(
                topic, place.portfolio(), place.index(), place.tsMs(), place.symbol(), verdict, detail);
    }
}
