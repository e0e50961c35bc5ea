package io.quorate.feature;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FrameState;

/**
 * Samples into longer bars, and the features of those that have closed.
 *
 * <p>A sample that is a bar belongs to the longer bar that holds its last moment, a trade to the one that holds its time.
 * A longer bar closes with the sample that ends at its end, or else with the first one after it; until then its columns
 * are those of the one before. So at 11:55 a 5 minute bar stamped 11:50 sees the hour to 11:00, and at 12:00 the one
 * stamped 11:55 sees the hour to 12:00.
 */
final class FrameStep {

    private final HigherTimeframe frame;
    private final FeatureStep step;
    private final double[] raw;

    FrameStep(HigherTimeframe frame) {
        this.frame = frame;
        this.step = new FeatureStep(frame.layout());
        this.raw = new double[step.layout().rawSize()];
    }

    FrameState newState() {
        FrameState state = new FrameState();
        state.features = step.newState();
        state.row = new double[raw.length];
        java.util.Arrays.fill(state.row, Double.NaN);
        return state;
    }

    /** Takes a sample in; {@link FrameState#row} are the columns at its time. */
    void next(FrameState state, Sample sample) {
        boolean bar = sample.intervalMs() > 0;
        long lastMomentMs = bar ? sample.tsMs() - 1 : sample.tsMs();
        long endMs = (Math.floorDiv(lastMomentMs, frame.intervalMs()) + 1) * frame.intervalMs();
        if (state.endMs != Long.MIN_VALUE && endMs > state.endMs) {
            close(state, sample.symbol());
        }
        add(state, sample, endMs);
        if (bar && state.endMs <= sample.tsMs()) {
            close(state, sample.symbol());
        }
    }

    private static void add(FrameState state, Sample sample, long endMs) {
        boolean known = sample.trades() > 0 || sample.volume() == 0;
        double notional = sample.volume() == 0 ? 0 : sample.vwap() * sample.volume();
        if (state.endMs == Long.MIN_VALUE) {
            state.endMs = endMs;
            state.open = sample.open();
            state.high = sample.high();
            state.low = sample.low();
            state.volume = sample.volume();
            state.notional = notional;
            state.trades = known ? sample.trades() : -1;
        } else {
            state.high = Math.max(state.high, sample.high());
            state.low = Math.min(state.low, sample.low());
            state.volume += sample.volume();
            state.notional += notional;
            state.trades = known && state.trades >= 0 ? state.trades + sample.trades() : -1;
        }
        state.close = sample.close();
    }

    private void close(FrameState state, String symbol) {
        double mean = state.notional / state.volume;
        boolean known = state.trades > 0 && Double.isFinite(mean);
        double vwap = known ? Math.min(state.high, Math.max(state.low, mean)) : state.close;
        Sample bar = new Sample(
                symbol,
                state.endMs,
                state.open,
                state.high,
                state.low,
                state.close,
                Math.min(state.volume, Double.MAX_VALUE),
                known ? state.trades : 0,
                vwap,
                frame.intervalMs());
        state.warm = step.step(state.features, bar, raw);
        System.arraycopy(raw, 0, state.row, 0, raw.length);
        state.endMs = Long.MIN_VALUE;
    }
}
