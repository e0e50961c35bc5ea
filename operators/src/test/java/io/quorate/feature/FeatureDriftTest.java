package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureDriftTest {

    private static final int SAMPLES = 1_000_000;
    private static final int KEPT = 120;

    /** Windowed columns after a million samples between 1e12 and 1e-6, against two passes over the last samples. */
    @Test
    void windowsDoNotDriftWhenPricesSpanEighteenDecades() {
        FeatureLayout layout = FeatureLayout.standard();
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        double[] raw = new double[layout.rawSize()];
        ArrayDeque<Sample> tail = new ArrayDeque<>();
        Random random = new Random(77);
        for (int t = 0; t < SAMPLES; t++) {
            double scale = t % 10_000 < 200 ? 1e12 : 1e-6;
            Sample sample = sample(random, scale, t);
            step.step(state, sample, raw);
            tail.addLast(sample);
            if (tail.size() > KEPT) {
                tail.removeFirst();
            }
            if (t % 10_000 == 230 || t % 10_000 == 320) {
                compare(layout, new ArrayList<>(tail), raw, t);
            }
        }
    }

    private static Sample sample(Random random, double scale, int t) {
        double open = scale * (1 + random.nextDouble() / 100);
        double close = scale * (1 + random.nextDouble() / 100);
        double high = Math.max(open, close) * (1 + random.nextDouble() / 1_000);
        double low = Math.min(open, close) * (1 - random.nextDouble() / 1_000);
        return new Sample("X", t, open, high, low, close, scale * random.nextDouble(), 0, close);
    }

    private static void compare(FeatureLayout layout, List<Sample> tail, double[] raw, int t) {
        FeatureOracle oracle = new FeatureOracle(tail);
        for (int i = 0; i < raw.length; i++) {
            String column = layout.rawNames().get(i);
            if (column.matches("(rsi|atr|pdi|mdi|adx)_.*|macd.*|ewmavol|obv")) {
                continue; // these remember everything: compared by FeatureStepTest
            }
            double expected = oracle.value(column, tail.size() - 1);
            assertThat(ColumnEquality.same(
                            column, raw[i], expected, tail.get(tail.size() - 1).close()))
                    .as("%s at %d: expected %s, was %s", column, t, expected, raw[i])
                    .isTrue();
        }
    }
}
