package io.quorate.feature;

import io.quorate.schema.state.FeatureWindowState;

/**
 * Folds the last w samples with about three joins per sample, whatever w.
 *
 * <p>Blocks of w samples begin at multiples of w. Inside a block the prefix grows by one join; the window is the suffix
 * of the block before joined with that prefix. When a block is whole its w - 1 suffixes are computed once, backwards
 * (van Herk 1992, Gil and Werman 1993, here for any associative fold).
 */
final class RollingWindow {

    private final double[] scratch = new double[WindowFold.COUNT];

    /** Empty state of a window. */
    static FeatureWindowState newState(int windowSamples) {
        FeatureWindowState state = new FeatureWindowState();
        state.windowSamples = windowSamples;
        state.prefix = new double[WindowFold.COUNT];
        state.suffix = new double[windowSamples * WindowFold.COUNT];
        return state;
    }

    /**
     * Takes sample {@code t} in and writes the fold of the last w samples; before t = w - 1 the fold of those there are.
     *
     * @param single fold of sample t
     * @param history ring of term rows that already holds sample t
     */
    void push(FeatureWindowState state, long t, double[] single, double[] history, double[] out) {
        int w = state.windowSamples;
        int position = (int) (t % w);
        if (position == 0) {
            System.arraycopy(single, 0, state.prefix, 0, WindowFold.COUNT);
        } else {
            WindowFold.join(state.prefix, 0, position, single, 0, 1, state.prefix, 0);
        }
        int older = w - 1 - position;
        if (older > 0 && t >= w) {
            int at = (position + 1) * WindowFold.COUNT;
            WindowFold.join(state.suffix, at, older, state.prefix, 0, position + 1, out, 0);
        } else {
            System.arraycopy(state.prefix, 0, out, 0, WindowFold.COUNT);
        }
        if (older == 0) {
            rebuildSuffixes(state, t, history);
        }
    }

    private void rebuildSuffixes(FeatureWindowState state, long t, double[] history) {
        int w = state.windowSamples;
        int slots = history.length / SampleTerms.COUNT;
        for (int i = w - 1; i > 0; i--) {
            int row = (int) ((t - (w - 1) + i) % slots) * SampleTerms.COUNT;
            WindowFold.single(history, row, scratch);
            int at = i * WindowFold.COUNT;
            if (i == w - 1) {
                System.arraycopy(scratch, 0, state.suffix, at, WindowFold.COUNT);
            } else {
                WindowFold.join(scratch, 0, 1, state.suffix, at + WindowFold.COUNT, w - 1 - i, state.suffix, at);
            }
        }
    }
}
