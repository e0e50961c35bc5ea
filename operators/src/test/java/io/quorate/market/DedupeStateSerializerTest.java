package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.state.DedupeState;
import java.io.IOException;
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
    @ValueSource(ints = {0, 1, 11, 12, 13, 339, 340, 341, 680, 5_000})
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

    private static DedupeState remembering(DedupeWindow window, int identities) {
        DedupeState state = new DedupeState();
        for (int i = 0; i < identities; i++) {
            assertThat(window.accept(MarketEvents.trade(i, Integer.toString(i), 0), state))
                    .isTrue();
        }
        return state;
    }
}
