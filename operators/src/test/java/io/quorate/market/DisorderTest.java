package io.quorate.market;

import static io.quorate.market.MarketEvents.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.feature.FeatureLayout;
import io.quorate.schema.codec.FeatureCodec;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.telemetry.Count;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disorder, repeats, restarts and late records between the source and the feature vectors change no byte of these. */
@SuppressWarnings("try") // the chain declares close() throws Exception
class DisorderTest {

    private static final int PARTITIONS = 2;
    private static final int SYMBOLS = 5;
    private static final int TRADES = 6_000;
    private static final int SENDS = 28;
    private static final int LATE = 37;
    private static final long LATENESS_MS = 200;
    private static final long RETENTION_MS = 60_000;
    private static final DedupeRule RULE = new DedupeRule(RETENTION_MS, false);
    private static final FeatureLayout LAYOUT = FeatureLayout.standard(5, 20);
    private static final Comparator<FeatureVector> BY_SYMBOL_AND_SEQUENCE = Comparator.comparing(
                    (FeatureVector vector) -> vector.sample().symbol())
            .thenComparingLong(FeatureVector::seq);

    /** What came out of a run. */
    private record Outcome(String sha256, int vectors, List<MarketEvent> late) {}

    /** A record and when it reaches the topic. */
    private record Sent(MarketEvent event, long arrivalMs) {}

    @BeforeEach
    void clearCounts() {
        MarketEvents.COUNTS.clear();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shuffledRepeatedAndRestartedGivesTheHashOfTheCleanRun(long seed) throws Exception {
        List<MarketEvent> trades = trades(seed);
        Outcome clean = run(trades, 0);
        assertThat(clean.vectors()).isGreaterThan(TRADES - 50 * SYMBOLS);
        assertThat(count(Count.DUPLICATES)).isZero();

        List<MarketEvent> disturbed = disturbed(trades, seed);
        for (int cut : new int[] {0, disturbed.size() / 2}) {
            MarketEvents.COUNTS.clear();
            assertThat(run(disturbed, cut)).as("restart at %d", cut).isEqualTo(clean);
            assertThat(count(Count.ACCEPTED)).isEqualTo(TRADES);
            assertThat(count(Count.DUPLICATES)).isEqualTo(disturbed.size() - TRADES);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recordsBeyondTheLatenessGoToTheLateOutputAndChangeNothing(long seed) throws Exception {
        List<MarketEvent> trades = trades(seed);
        List<MarketEvent> disturbed = disturbed(trades, seed);
        int cut = disturbed.size() / 2;
        List<MarketEvent> late = new ArrayList<>();
        List<MarketEvent> arrival = withLate(disturbed, cut, late, new Random(seed * 17));
        Outcome clean = run(trades, 0);
        MarketEvents.COUNTS.clear();
        Outcome actual = run(arrival, cut);
        assertThat(actual.late()).isEqualTo(late).hasSize(LATE);
        assertThat(actual.sha256()).isEqualTo(clean.sha256());
        assertThat(count(Count.LATE)).isEqualTo(LATE);
        assertThat(count(Count.ACCEPTED)).isEqualTo(TRADES);
        assertThat(count(Count.EVENTS_IN))
                .isEqualTo(count(Count.ACCEPTED) + count(Count.DUPLICATES) + count(Count.LATE));
    }

    /** Trades in order of time and id, several of a symbol in one millisecond now and then; every symbol counts from 0. */
    private static List<MarketEvent> trades(long seed) {
        Random random = new Random(seed);
        int[] id = new int[SYMBOLS];
        double[] price = {100, 0.02, 1_500, 7, 42_000};
        List<MarketEvent> trades = new ArrayList<>();
        long tsMs = 1_700_000_000_000L;
        for (int i = 0; i < TRADES; i++) {
            int symbol = random.nextInt(SYMBOLS);
            tsMs += random.nextLong(3) * random.nextLong(12);
            price[symbol] *= StrictMath.exp(random.nextGaussian() * 0.001);
            trades.add(MarketEvent.trade(
                    "x",
                    "S" + symbol,
                    tsMs,
                    Integer.toString(id[symbol]++),
                    price[symbol],
                    random.nextInt(20) * 0.25,
                    symbol % PARTITIONS,
                    i));
        }
        return trades;
    }

    /** Shuffled within the lateness, 5 % sent twice, one trade 28 times, one partition 3 s behind the other. */
    private static List<MarketEvent> disturbed(List<MarketEvent> trades, long seed) {
        Random random = new Random(seed * 31);
        List<MarketEvent> sent = new ArrayList<>(trades);
        for (MarketEvent trade : trades) {
            if (random.nextInt(20) == 0) {
                // as it was, or stamped anew by whoever repeats it
                sent.add(
                        random.nextBoolean()
                                ? trade
                                : resent(trade, trade.tsMs() + 1 + random.nextInt(2_000), trade.id()));
            }
        }
        MarketEvent often = trades.get(TRADES / 2 - 100);
        for (int i = 1; i < SENDS; i++) {
            sent.add(i < SENDS / 2 ? often : resent(often, often.tsMs() + i * 250L, often.id()));
        }
        List<Sent> arrivals = new ArrayList<>();
        for (MarketEvent event : sent) {
            long behindMs = event.partition() * 3_000L + random.nextInt((int) LATENESS_MS + 1);
            arrivals.add(new Sent(event, event.tsMs() + behindMs));
        }
        arrivals.sort(Comparator.comparingLong(Sent::arrivalMs));
        assertThat(arrivals).hasSizeGreaterThan(TRADES + TRADES / 25 + SENDS);
        return inTopic(arrivals.stream().map(Sent::event).toList());
    }

    /** Adds records that are too late for their partition, the first of them as the first thing after the cut. */
    private static List<MarketEvent> withLate(
            List<MarketEvent> arrival, int cut, List<MarketEvent> late, Random random) {
        LatenessGate gate = new LatenessGate(LATENESS_MS);
        int gap = (arrival.size() - cut) / LATE;
        List<MarketEvent> mixed = new ArrayList<>();
        for (int i = 0; i < arrival.size(); i++) {
            MarketEvent next = arrival.get(i);
            if (i >= cut && (i - cut) % gap == 0 && late.size() < LATE) {
                // one millisecond too late, or much more; new ids and known ones
                long tsMs =
                        gate.maxTsMs(next.partition()) - LATENESS_MS - 1 - random.nextLong(2) * random.nextLong(9_000);
                late.add(resent(next, tsMs, late.size() % 3 == 0 ? next.id() : "late" + late.size()));
                mixed.add(late.get(late.size() - 1));
            }
            gate.advance(next.partition(), next.tsMs());
            mixed.add(next);
        }
        List<MarketEvent> topic = inTopic(mixed);
        late.replaceAll(event -> topic.get(mixed.indexOf(event)));
        return topic;
    }

    private static MarketEvent resent(MarketEvent trade, long tsMs, String id) {
        return MarketEvent.trade(
                trade.venue(),
                trade.symbol(),
                tsMs,
                id,
                trade.price(),
                trade.size(),
                trade.partition(),
                trade.offset());
    }

    private static List<MarketEvent> inTopic(List<MarketEvent> arrival) {
        long[] offset = new long[PARTITIONS];
        return arrival.stream()
                .map(event -> event.at(event.partition(), offset[event.partition()]++))
                .toList();
    }

    /** Runs the chain; with a cut it crashes 300 records after a snapshot at the cut, and goes on from there. */
    private static Outcome run(List<MarketEvent> arrival, int cut) throws Exception {
        List<FeatureVector> vectors = new ArrayList<>();
        List<MarketEvent> late = new ArrayList<>();
        MarketChain.@Nullable Snapshot snapshot = null;
        if (cut > 0) {
            try (MarketChain chain = chain(null)) {
                take(chain, arrival.subList(0, cut));
                snapshot = chain.snapshot();
                vectors.addAll(chain.vectors());
                late.addAll(chain.late());
                Map<Count, Long> counts = new EnumMap<>(MarketEvents.COUNTS);
                take(chain, arrival.subList(cut, cut + 300));
                assertThat(chain.vectors()).hasSizeGreaterThan(vectors.size());
                MarketEvents.COUNTS.clear();
                MarketEvents.COUNTS.putAll(counts);
            }
        }
        try (MarketChain chain = chain(snapshot)) {
            take(chain, arrival.subList(cut, arrival.size()));
            chain.end();
            vectors.addAll(chain.vectors());
            late.addAll(chain.late());
        }
        return new Outcome(sha256(vectors), vectors.size(), late);
    }

    private static MarketChain chain(MarketChain.@Nullable Snapshot from) throws Exception {
        return new MarketChain(LATENESS_MS, PARTITIONS, RULE, LAYOUT, from);
    }

    private static void take(MarketChain chain, List<MarketEvent> arrival) throws Exception {
        for (MarketEvent event : arrival) {
            chain.take(event);
        }
    }

    private static String sha256(List<FeatureVector> vectors) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        vectors.sort(BY_SYMBOL_AND_SEQUENCE);
        for (FeatureVector vector : vectors) {
            digest.update(FeatureCodec.encode(vector));
            digest.update(ByteBuffer.allocate(8).putDouble(vector.atrFraction()).flip());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
