package io.quorate.feature;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FeatureWindowState;
import io.quorate.schema.state.FrameState;
import io.quorate.schema.state.FramesState;
import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The features of a symbol, one sample at a time: constant amortised work and no allocation but the vector returned.
 *
 * <p>What a call returns depends on the state and the sample alone. The instance holds scratch arrays: one per thread.
 */
public final class FeatureStep {

    /** Window of the average true range and of the Yang-Zhang volatility that every layout needs besides its own. */
    private static final int RISK_WINDOW = 20;

    private static final FramesState NO_FRAMES = new FramesState();

    private final FeatureLayout layout;
    private final int[] windows;
    private final int[] bases;
    private final int[] rsiPeriods;
    private final double[] raw;
    private final double[] single = new double[WindowFold.COUNT];
    private final double[] fold = new double[WindowFold.COUNT];
    private final RollingWindow rolling = new RollingWindow();
    private final GapRule gaps;
    private final FrameStep[] frameSteps;
    private int dropped;
    private int filled;

    public FeatureStep(FeatureLayout layout) {
        this(layout, GapRule.NONE);
    }

    public FeatureStep(FeatureLayout layout, GapRule gaps) {
        this.layout = layout;
        this.gaps = gaps;
        this.frameSteps = layout.higher().stream().map(FrameStep::new).toArray(FrameStep[]::new);
        TreeSet<Integer> lengths = new TreeSet<>();
        lengths.add(RISK_WINDOW);
        Arrays.stream(layout.windows()).forEach(lengths::add);
        windows = lengths.stream().mapToInt(Integer::intValue).toArray();
        bases = Arrays.stream(windows).map(layout::rawBase).toArray();
        rsiPeriods = layout.rsiPeriods();
        raw = new double[layout.rawSize()];
    }

    public FeatureLayout layout() {
        return layout;
    }

    /** State of a symbol before its first sample. */
    public FeatureState newState() {
        FeatureState state = new FeatureState();
        state.layoutId = layout.id();
        state.history = new double[(windows[windows.length - 1] + 1) * SampleTerms.COUNT];
        state.averageGain = new double[rsiPeriods.length];
        state.averageLoss = new double[rsiPeriods.length];
        for (int window : windows) {
            state.windows.add(RollingWindow.newState(window));
        }
        state.volatility = VolatilityRank.newState();
        return state;
    }

    /** Higher timeframes of a symbol before its first sample. */
    public FramesState newFrames() {
        FramesState frames = new FramesState();
        for (FrameStep frame : frameSteps) {
            frames.frames.add(frame.newState());
        }
        return frames;
    }

    /** As {@link #next(FeatureState, FramesState, Sample)}, for a layout without higher timeframes. */
    public @Nullable FeatureVector next(FeatureState state, Sample sample) {
        return next(state, NO_FRAMES, sample);
    }

    /**
     * Takes a sample in, after the bars missing before it, and returns its vector, or null while the symbol is warming
     * up. The sequence number counts the samples given, not those filled in.
     *
     * @throws IllegalArgumentException when the state was made for another layout or the sample is not valid
     */
    public @Nullable FeatureVector next(FeatureState state, FramesState frames, Sample sample) {
        filled = 0;
        if (gaps != GapRule.NONE && state.samples > 0) {
            bridge(state, frames, sample);
        }
        long seq = state.samples + state.seqOffset;
        if (!step(state, frames, sample, raw)) {
            return null;
        }
        double[] values = new double[layout.size()];
        dropped = layout.toModel(raw, sample.close(), values);
        return new FeatureVector(sample, seq, layout.id(), values, state.volatility.regime, state.atrFraction);
    }

    private void bridge(FeatureState state, FramesState frames, Sample sample) {
        if (gaps.resets(state.lastTsMs, sample.tsMs())) {
            FeatureReset.reset(state);
            frames.frames = newFrames().frames;
            return;
        }
        double close = state.previousClose;
        long intervalMs = sample.intervalMs();
        filled = gaps.fill(state.lastTsMs, sample.tsMs(), intervalMs, closeMs -> {
            Sample carried = new Sample(sample.symbol(), closeMs, close, close, close, close, 0, 0, close, intervalMs);
            step(state, frames, carried, raw);
            state.seqOffset--;
        });
    }

    /** Bars that were filled in before the last sample. */
    public int filledBars() {
        return filled;
    }

    /** Values of the last vector that were defined but not valid, see {@link FeatureLayout#toModel}. */
    public int droppedValues() {
        return dropped;
    }

    /**
     * Takes a sample in and writes its raw columns, NaN where undefined or warming up.
     *
     * @param rawOut receives {@link FeatureLayout#rawNames()}
     * @return whether every column is past its warm-up
     * @throws IllegalArgumentException when the state was made for another layout or the sample is not valid
     */
    public boolean step(FeatureState state, Sample sample, double[] rawOut) {
        return step(state, NO_FRAMES, sample, rawOut);
    }

    /** As above, with the higher timeframes of the layout. */
    public boolean step(FeatureState state, FramesState frames, Sample sample, double[] rawOut) {
        boolean warm = stepOwn(state, sample, rawOut);
        if (frames.frames.size() != frameSteps.length) {
            throw new IllegalArgumentException(
                    "expected " + frameSteps.length + " higher timeframes, was " + frames.frames.size());
        }
        int at = layout.higherBase();
        for (int i = 0; i < frameSteps.length; i++) {
            FrameState frame = frames.frames.get(i);
            frameSteps[i].next(frame, sample);
            System.arraycopy(frame.row, 0, rawOut, at, frame.row.length);
            at += frame.row.length;
            warm &= frame.warm;
        }
        return warm;
    }

    private boolean stepOwn(FeatureState state, Sample sample, double[] rawOut) {
        check(state, sample, rawOut);
        long t = state.samples;
        double close = sample.close();
        int row = row(state, t);
        SampleTerms.write(state, sample, state.history, row);
        WindowFold.single(state.history, row, single);
        double logReturn = state.history[row + SampleTerms.RETURN];
        Arrays.fill(rawOut, Double.NaN);
        SeriesColumns.move(state, close, sample.volume(), logReturn, t);
        SeriesColumns.write(state, logReturn, t, rawOut);
        for (int i = 0; t > 0 && i < rsiPeriods.length; i++) {
            rawOut[SeriesFeature.COUNT + i] =
                    WilderColumns.relativeStrength(state, i, rsiPeriods[i], close - state.previousClose, t);
        }
        for (int i = 0; i < windows.length; i++) {
            stepWindow(state, state.windows.get(i), sample, t, rawOut, bases[i]);
        }
        RegimeColumns.write(state, rawOut, layout.regimeBase());
        state.previousHigh = sample.high();
        state.previousLow = sample.low();
        state.previousClose = close;
        state.lastTsMs = sample.tsMs();
        state.previousTypical = SampleTerms.typicalPrice(sample);
        state.samples = t + 1;
        return state.samples >= layout.warmUpSamples();
    }

    private void stepWindow(
            FeatureState state, FeatureWindowState window, Sample sample, long t, double[] out, int base) {
        int w = window.windowSamples;
        double close = sample.close();
        rolling.push(window, t, single, state.history, fold);
        if (t > 0) {
            WilderColumns.move(state, window, sample, t);
        }
        if (w == RISK_WINDOW && t >= w) {
            stepRegimes(state, window, close, t);
        }
        if (base < 0 || t < w - 1) {
            return;
        }
        double stochastic = WindowColumns.stochastic(fold, close);
        WindowColumns.writeCloses(fold, w, close, out, base);
        WindowColumns.writeRanges(fold, w, close, sample.volume(), out, base);
        WilderColumns.writeStochastic(window, stochastic, t, out, base);
        if (t >= w) {
            double closeBack = state.history[row(state, t - w) + SampleTerms.CLOSE];
            WindowColumns.writeReturns(fold, w, close, closeBack, out, base);
            WilderColumns.write(window, t, out, base);
        }
        window.stochasticBack2 = window.stochasticBack1;
        window.stochasticBack1 = stochastic;
    }

    private void stepRegimes(FeatureState state, FeatureWindowState window, double close, long t) {
        int w = window.windowSamples;
        VolatilityRank.push(state.volatility, WindowColumns.yangZhang(fold, w));
        state.atrFraction = window.averageTrueRange / close;
        if (t >= WindowFeature.ADX.firstIndex(w)) {
            double closeBack = state.history[row(state, t - w) + SampleTerms.CLOSE];
            TrendState.push(
                    state,
                    window.averageIndex,
                    WilderColumns.plusIndicator(window),
                    WilderColumns.minusIndicator(window),
                    WindowColumns.efficiency(fold, close, closeBack));
        }
    }

    private static int row(FeatureState state, long t) {
        return (int) (t % (state.history.length / SampleTerms.COUNT)) * SampleTerms.COUNT;
    }

    private void check(FeatureState state, Sample s, double[] rawOut) {
        if (!state.layoutId.equals(layout.id())) {
            throw new IllegalArgumentException("expected a state of layout " + layout.id() + ", was " + state.layoutId);
        }
        if (rawOut.length != layout.rawSize()) {
            throw new IllegalArgumentException("expected " + layout.rawSize() + " columns, was " + rawOut.length);
        }
        boolean ordered = s.low() > 0
                && s.low() <= Math.min(s.open(), s.close())
                && Math.max(s.open(), s.close()) <= s.high()
                && s.high() <= Double.MAX_VALUE;
        if (!ordered || !(s.volume() >= 0 && s.volume() <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("expected 0 < low <= open, close <= high and volume >= 0, was " + s);
        }
    }
}
