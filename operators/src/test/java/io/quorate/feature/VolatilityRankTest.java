package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.state.VolatilityRankState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolatilityRankTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void percentileEqualsThatOfTheTrailingFiveHundred(long seed) {
        Random random = new Random(seed);
        VolatilityRankState state = VolatilityRank.newState();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            double volatility = random.nextInt(40) / 100.0;
            all.add(volatility);
            VolatilityRank.push(state, volatility);
            List<Double> held = all.subList(Math.max(0, all.size() - 500), all.size());
            double below = held.stream().filter(v -> v < volatility).count();
            double equal = held.stream().filter(v -> v == volatility).count();
            assertThat(state.percentile)
                    .as("seed %d at %d", seed, i)
                    .isEqualTo(100 * (below + 0.5 * equal) / held.size());
        }
        assertThat(state.count).isEqualTo(500);
    }

    @Test
    void regimeIsUnknownBeforeAHundredValues() {
        VolatilityRankState state = VolatilityRank.newState();
        for (int i = 0; i < 99; i++) {
            VolatilityRank.push(state, i);
        }
        assertThat(state.regime).isEqualTo(VolatilityRegime.UNKNOWN);
        VolatilityRank.push(state, 99);
        assertThat(state.regime).isEqualTo(VolatilityRegime.HIGH);
        assertThat(state.regimeSamples).isEqualTo(1);
    }

    @Test
    void highIsKeptUntilThePercentileFallsBelowSeventy() {
        VolatilityRankState state = ramp();
        assertThat(push(state, 79.5)).isEqualTo(VolatilityRegime.NORMAL);
        assertThat(push(state, 85.5)).isEqualTo(VolatilityRegime.HIGH);
        assertThat(push(state, 75.5)).isEqualTo(VolatilityRegime.HIGH);
        assertThat(push(state, 65.5)).isEqualTo(VolatilityRegime.NORMAL);
        assertThat(push(state, 75.5)).isEqualTo(VolatilityRegime.NORMAL);
    }

    @Test
    void lowIsKeptUntilThePercentileRisesAboveThirty() {
        VolatilityRankState state = ramp();
        assertThat(push(state, 15.5)).isEqualTo(VolatilityRegime.LOW);
        assertThat(push(state, 27.5)).isEqualTo(VolatilityRegime.LOW);
        assertThat(state.regimeSamples).isEqualTo(2);
        assertThat(push(state, 33.5)).isEqualTo(VolatilityRegime.NORMAL);
        assertThat(push(state, 27.5)).isEqualTo(VolatilityRegime.NORMAL);
        assertThat(push(state, 10.5)).isEqualTo(VolatilityRegime.LOW);
        assertThat(push(state, 90.5)).isEqualTo(VolatilityRegime.HIGH);
    }

    @Test
    void constantVolatilityIsNormal() {
        VolatilityRankState state = VolatilityRank.newState();
        for (int i = 0; i < 700; i++) {
            VolatilityRank.push(state, 0);
        }
        assertThat(state.percentile).isEqualTo(50);
        assertThat(state.regime).isEqualTo(VolatilityRegime.NORMAL);
    }

    /** Five values each of 0 to 99, so that a value x + 0.5 has a percentile close to x + 1; ends in NORMAL. */
    private static VolatilityRankState ramp() {
        VolatilityRankState state = VolatilityRank.newState();
        for (int i = 0; i < 500; i++) {
            VolatilityRank.push(state, (i * 37) % 100);
        }
        push(state, 50);
        return state;
    }

    private static VolatilityRegime push(VolatilityRankState state, double volatility) {
        VolatilityRank.push(state, volatility);
        return state.regime;
    }
}
