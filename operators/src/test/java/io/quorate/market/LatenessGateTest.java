package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LatenessGateTest {

    private final LatenessGate gate = new LatenessGate(20);

    @Test
    void lateMeansBelowTheMaximumMinusLateness() {
        gate.advance(0, 1_000);
        assertThat(gate.late(0, 980)).isFalse();
        assertThat(gate.late(0, 979)).isTrue();
    }

    @Test
    void partitionsAreIndependent() {
        gate.advance(3, 1_000);
        assertThat(gate.late(0, 1)).isFalse();
        assertThat(gate.isNew(0)).isTrue();
        assertThat(gate.isNew(3)).isFalse();
        assertThat(gate.isNew(99)).isTrue();
    }

    @Test
    void olderRecordDoesNotMoveTimeBack() {
        gate.advance(0, 1_000);
        gate.advance(0, 985);
        assertThat(gate.maxTsMs(0)).isEqualTo(1_000);
        assertThat(gate.greatestTsMs()).isEqualTo(1_000);
    }

    @Test
    void overlappingSnapshotsRestoreByMaximum() {
        gate.restore(Map.of(0, 10L, 1, 500L));
        gate.restore(Map.of(0, 700L, 2, 5L));
        assertThat(gate.snapshot()).containsExactly(Map.entry(0, 700L), Map.entry(1, 500L), Map.entry(2, 5L));
    }

    @Test
    void watermarkWaitsForEveryPartitionAndIsBelowEveryRecordInTime() {
        gate.advance(0, 1_000);
        assertThat(gate.watermarkMs(2)).isEqualTo(Long.MIN_VALUE);
        gate.advance(1, 900);
        assertThat(gate.watermarkMs(2)).isEqualTo(879);
        assertThat(gate.late(1, 880)).isFalse();
    }
}
