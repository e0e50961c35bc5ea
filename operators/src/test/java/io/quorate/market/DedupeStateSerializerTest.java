package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.state.DedupeState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupeStateSerializerTest {

    private static final DedupeRule RULE = new DedupeRule(10_000, false);

    private final DedupeStateSerializer serializer = new DedupeStateSerializer();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 255, 256, 257, 512, 5_000})
    void everyIdentityComesBackAndNoOther(int identities) throws IOException {
        DedupeWindow window = new DedupeWindow(RULE);
        DedupeState state = remembering(window, identities);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        assertThat(out.length()).isEqualTo(12 + 24 * identities);

        DedupeState back = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(back.size).isEqualTo(identities);
        assertThat(back.nextSweepMs).isEqualTo(state.nextSweepMs);
        for (int i = 0; i < identities; i++) {
            assertThat(window.accept(MarketEvents.trade(identities, Integer.toString(i), 0), back))
                    .as("identity %d", i)
                    .isFalse();
        }
        assertThat(window.accept(MarketEvents.trade(identities, "new", 0), back))
                .isTrue();
    }

    @Test
    void aCopyIsOfItsOwn() {
        DedupeWindow window = new DedupeWindow(RULE);
        DedupeState state = remembering(window, 50);
        DedupeState copy = serializer.copy(state);
        assertThat(window.accept(MarketEvents.trade(60, "60", 0), state)).isTrue();
        assertThat(copy.size).isEqualTo(50);
        assertThat(window.accept(MarketEvents.trade(60, "60", 0), copy)).isTrue();
    }

    @Test
    void stateOfFlinksOwnSerializerMigratesAndOfAnotherClassDoesNot() {
        TypeSerializer<DedupeState> former =
                TypeInformation.of(DedupeState.class).createSerializer(new SerializerConfigImpl());
        var snapshot = new DedupeStateSerializer.Snapshot();
        assertThat(snapshot.resolveSchemaCompatibility(former.snapshotConfiguration())
                        .isCompatibleAfterMigration())
                .isTrue();
        assertThat(snapshot.resolveSchemaCompatibility(serializer.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    void theFormerFormsAreReadAndWrittenAnew() throws IOException {
        DedupeWindow window = new DedupeWindow(RULE);
        DedupeState expected = remembering(window, 1_000);
        DedupeState table = formerTable(expected);
        assertThat(bytes(table)).isEqualTo(bytes(expected));
        assertThat(bytes(serializer.copy(table))).isEqualTo(bytes(expected));
        assertThat(window.accept(MarketEvents.trade(1_000, "17", 0), table)).isFalse();
        assertThat(window.accept(MarketEvents.trade(1_000, "new", 0), table)).isTrue();
        assertThat(table.tsMs).isEmpty();

        byte[] unordered = bytes(expected);
        ByteBuffer entries = ByteBuffer.wrap(unordered);
        byte[] first = new byte[24];
        byte[] other = new byte[24];
        entries.get(12, first).get(12 + 24 * 700, other).put(12, other).put(12 + 24 * 700, first);
        assertThat(bytes(serializer.deserialize(new DataInputDeserializer(unordered))))
                .isEqualTo(bytes(expected));
    }

    /** The table of 0.1.0 before the identities were kept in pieces, filled as it was then. */
    private static DedupeState formerTable(DedupeState from) {
        DedupeState table = new DedupeState();
        table.nextSweepMs = from.nextSweepMs;
        table.size = from.size;
        table.fingerprints = new long[2 * 2_048];
        table.tsMs = new long[2_048];
        Arrays.fill(table.tsMs, Long.MIN_VALUE);
        for (int place = 0; place < from.size; place++) {
            int slot = (int) DedupePieces.low(from, place) & 2_047;
            while (table.tsMs[slot] != Long.MIN_VALUE) {
                slot = (slot + 1) & 2_047;
            }
            table.fingerprints[2 * slot] = DedupePieces.high(from, place);
            table.fingerprints[2 * slot + 1] = DedupePieces.low(from, place);
            table.tsMs[slot] = DedupePieces.tsMs(from, place);
        }
        return table;
    }

    private byte[] bytes(DedupeState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    private static DedupeState remembering(DedupeWindow window, int identities) {
        DedupeState state = new DedupeState();
        for (int i = 0; i < identities; i++) {
            assertThat(window.accept(MarketEvents.trade(i, Integer.toString(i), 0), state))
                    .isTrue();
        }
        return state;
    }
}
