package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A row depends on no sample after it: 200 prefixes, each with its end and with another future. */
class PrefixInvarianceTest {

    private static final int PREFIXES = 200;
    private static final long BAR_MS = 300_000;
    private static final FeatureLayout LAYOUT =
            FeatureLayout.standard().with(List.of(new HigherTimeframe("1h", 12 * BAR_MS, List.of(5))));

    @Test
    void rowsUpToTheCutAreThoseOfTheWholeSeries() {
        List<Sample> series = series(31, 1_300);
        List<Sample> noise = series(32, 1_300);
        List<double[]> whole = rows(series);
        Random random = new Random(33);
        for (int i = 0; i < PREFIXES; i++) {
            int cut = 1 + random.nextInt(series.size() - 1);
            List<Sample> changed = new ArrayList<>(series.subList(0, cut));
            changed.addAll(noise.subList(cut, Math.min(cut + 50, noise.size())));
            List<double[]> rows = rows(changed);
            for (int t = 0; t < cut; t++) {
                assertThat(rows.get(t)).as("cut %d at %d", cut, t).isEqualTo(whole.get(t));
            }
        }
        double[] last = whole.get(whole.size() - 1);
        assertThat(last[LAYOUT.rawIndexOf("regime_vol")]).isNotNaN();
        assertThat(last[LAYOUT.rawIndexOf("regime_trend")]).isNotNaN();
        assertThat(last[LAYOUT.rawIndexOf("adx_5@1h")]).isNotNaN();
    }

    private static List<double[]> rows(List<Sample> samples) {
        FeatureStep step = new FeatureStep(LAYOUT);
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        List<double[]> rows = new ArrayList<>();
        for (Sample sample : samples) {
            double[] row = new double[LAYOUT.rawSize()];
            step.step(state, frames, sample, row);
            rows.add(row);
        }
        return rows;
    }

    private static List<Sample> series(long seed, int count) {
        List<Sample> bars = new ArrayList<>();
        for (Sample s : Walks.mixed("X", seed, count)) {
            long endMs = (bars.size() + 1) * BAR_MS;
            bars.add(new Sample(
                    "X", endMs, s.open(), s.high(), s.low(), s.close(), s.volume(), s.trades(), s.vwap(), BAR_MS));
        }
        return bars;
    }
}
