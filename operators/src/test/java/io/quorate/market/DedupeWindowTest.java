package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.state.DedupeState;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupeWindowTest {

    private static final DedupeRule BY_ID = new DedupeRule(1_000, false);
    private static final DedupeRule EXACT = new DedupeRule(1_000, true);

    private static final DedupeStateSerializer SERIALIZER = new DedupeStateSerializer();

    private final DedupeState state = new DedupeState();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void repeatsAreThoseOfAMapWheneverSweepsCopiesAndRestoresHappen(long seed) throws IOException {
        Random random = new Random(seed);
        DedupeState state = new DedupeState();
        DedupeState frozen = new DedupeState();
        byte[] snapshot = bytes(frozen);
        DedupeWindow window = new DedupeWindow(BY_ID);
        Map<String, Long> acceptedMs = new HashMap<>();
        long tsMs = 0;
        for (int i = 0; i < 20_000; i++) {
            tsMs += random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(3);
            String venue = random.nextBoolean() ? "x" : "y";
            String id = Integer.toString(random.nextInt(1 + random.nextInt(2_000)));
            Long before = acceptedMs.get(venue + " " + id);
            boolean expected = before == null || tsMs - before > 1_000;
            if (expected) {
                acceptedMs.put(venue + " " + id, tsMs);
            }
            MarketEvent event = MarketEvent.trade(venue, "S", tsMs, id, 1, 1, 0, i);
            assertThat(window.accept(event, state))
                    .as("seed %d record %d", seed, i)
                    .isEqualTo(expected);
            if (random.nextInt(50) == 0) {
                window.sweep(state, tsMs);
            }
            if (random.nextInt(200) == 0) {
                assertThat(Arrays.equals(bytes(frozen), snapshot))
                        .as("what a checkpoint reads")
                        .isTrue();
                frozen = state;
                snapshot = bytes(state);
                state = random.nextInt(4) == 0
                        ? SERIALIZER.deserialize(new DataInputDeserializer(snapshot))
                        : SERIALIZER.copy(state);
            }
        }
    }

    private static byte[] bytes(DedupeState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    @Test
    void retentionIsInclusiveAndCountsFromTheAcceptedRecord() {
        DedupeWindow window = new DedupeWindow(BY_ID);
        assertThat(window.accept(MarketEvents.trade(0, "7", 0), state)).isTrue();
        assertThat(window.accept(MarketEvents.trade(900, "7", 1), state)).isFalse();
        assertThat(window.accept(MarketEvents.trade(1_000, "7", 2), state)).isFalse();
        assertThat(window.accept(MarketEvents.trade(1_001, "7", 3), state)).isTrue();
        assertThat(window.accept(MarketEvents.trade(2_001, "7", 4), state)).isFalse();
    }

    @Test
    void recordsWithoutIdAreNeverRepeatsByDefault() {
        DedupeWindow window = new DedupeWindow(BY_ID);
        MarketEvent trade = MarketEvents.trade(5, "", 0);
        assertThat(window.accept(trade, state)).isTrue();
        assertThat(window.accept(trade.at(0, 1), state)).isTrue();
        assertThat(state.size).isZero();
    }

    @Test
    void exactComparesEverythingButThePlace() {
        DedupeWindow window = new DedupeWindow(EXACT);
        assertThat(window.accept(MarketEvent.trade("x", "S", 5, "", 2, 1, 0, 0), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("x", "S", 5, "", 2, 1, 3, 9), state))
                .isFalse();
        assertThat(window.accept(MarketEvent.trade("y", "S", 5, "", 2, 1, 0, 1), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("x", "S", 5, "", 2.5, 1, 0, 2), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("x", "S", 5, "", 2, 1.5, 0, 3), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("x", "S", 6, "", 2, 1, 0, 4), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.bar("x", "S", 5, 1, 2, 2, 2, 2, 1, 0, 5), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.bar("x", "S", 5, 1, 2, 2, 2, 2, 1, 0, 6), state))
                .isFalse();
    }

    @Test
    void idAndContentDoNotMeet() {
        DedupeWindow window = new DedupeWindow(EXACT);
        assertThat(window.accept(MarketEvent.trade("ab", "S", 5, "c", 2, 1, 0, 0), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("a", "S", 5, "bc", 2, 1, 0, 1), state))
                .isTrue();
        assertThat(window.accept(MarketEvent.trade("ab", "S", 5, "", 2, 1, 0, 2), state))
                .isTrue();
    }

    @Test
    void memoryStaysProportionalToTheIdentitiesOfOneRetention() {
        DedupeWindow window = new DedupeWindow(BY_ID);
        for (int i = 0; i < 300_000; i++) {
            window.accept(MarketEvents.trade(i, Integer.toString(i), i), state);
        }
        assertThat(state.slots.length).isLessThanOrEqualTo(8 * 1_024);
        assertThat(state.pieces).hasSizeLessThan(3 * 1_001 / DedupePieces.FULL + 2);
        window.sweep(state, 400_000);
        assertThat(state.size).isZero();
        assertThat(state.pieces).isEmpty();
        assertThat(state.nextSweepMs).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void aQuietSymbolKeepsNoPieceOfExpiredIdentities() {
        DedupeWindow window = new DedupeWindow(BY_ID);
        for (int i = 0; i < 200; i++) {
            window.accept(MarketEvents.trade(900L * i, Integer.toString(i), i), state);
            window.sweep(state, 900L * i);
        }
        assertThat(state.size).isLessThanOrEqualTo(6);
    }
}
