package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureDriftTest {

    /** Ten million take about a minute: -Dquorate.drift.samples=10000000. */
    private static final int SAMPLES = Integer.getInteger("quorate.drift.samples", 1_000_000);

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

    /** Averages that remember everything, against the textbook recursion. */
    @Test
    void recursiveAveragesStayWithTheirDefinitions() {
        FeatureLayout layout = FeatureLayout.standard();
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        double[] raw = new double[layout.rawSize()];
        Random random = new Random(78);
        double previous = 0;
        double atr = 0;
        double gain = 0;
        double loss = 0;
        for (int t = 0; t < SAMPLES; t++) {
            Sample s = sample(random, t % 10_000 < 200 ? 1e12 : 1e-6, t);
            step.step(state, s, raw);
            double range = Math.max(s.high(), previous) - Math.min(s.low(), previous);
            double change = s.close() - previous;
            previous = s.close();
            if (t > 0) {
                atr = t <= 20 ? atr + range / 20 : (atr * 19 + range) / 20;
                gain = t <= 14 ? gain + Math.max(change, 0) / 14 : (gain * 13 + Math.max(change, 0)) / 14;
                loss = t <= 14 ? loss + Math.max(-change, 0) / 14 : (loss * 13 + Math.max(-change, 0)) / 14;
            }
            if (t >= 20) {
                same("atr_20", atr, raw[layout.rawIndexOf("atr_20")], s, t);
                same("rsi_14", 100 - 100 / (1 + gain / loss), raw[layout.rawIndexOf("rsi_14")], s, t);
            }
        }
    }

    /** A sum over everything, which small volumes after huge ones must still move, against exact arithmetic. */
    @Test
    void onBalanceVolumeForgetsNoSmallVolume() {
        FeatureLayout layout = FeatureLayout.standard(2);
        FeatureStep step = new FeatureStep(layout);
        FeatureState state = step.newState();
        double[] raw = new double[layout.rawSize()];
        Random random = new Random(79);
        BigDecimal exact = BigDecimal.ZERO;
        double previous = 0;
        for (int t = 0; t < 100_000; t++) {
            Sample s = sample(random, t % 10_000 < 200 ? 1e12 : 1e-6, t);
            step.step(state, s, raw);
            if (t > 0 && s.close() != previous) {
                BigDecimal volume = new BigDecimal(s.volume());
                exact = s.close() > previous ? exact.add(volume) : exact.subtract(volume);
            }
            previous = s.close();
        }
        same("obv", exact.doubleValue(), raw[layout.rawIndexOf("obv")], Walks.trade("X", 0, 1, 0), 0);
        assertThat(raw[layout.rawIndexOf("obv")]).isEqualTo(exact.doubleValue());
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
            if (column.matches("(rsi|atr|pdi|mdi|adx)_.*|macd.*|ewmavol|obv|regime_.*")) {
                continue; // these remember everything
            }
            double expected = oracle.value(column, tail.size() - 1);
            same(column, expected, raw[i], tail.get(tail.size() - 1), t);
        }
    }

    private static void same(String column, double expected, double actual, Sample at, int t) {
        if (!ColumnEquality.same(column, actual, expected, at.close())) {
            fail("%s at %d: expected %s, was %s", column, t, expected, actual);
        }
    }
}
