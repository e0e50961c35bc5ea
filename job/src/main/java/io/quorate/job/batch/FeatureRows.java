package io.quorate.job.batch;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bars to features: one result per row, computed on exactly the rows there are. */
public final class FeatureRows implements RowStep {

    private static final long serialVersionUID = 1L;

    private final FeatureLayout layout;
    private final boolean modelView;
    private final int[] chosen;
    private final long intervalMs;
    private transient @Nullable FeatureStep step;

    /**
     * Chooses columns.
     *
     * @param modelView the scale-free columns of feature vectors instead of those of the definitions
     * @param columns names; empty for all
     * @param intervalMs length of the bars, so that they exist from their close; 0 when it does not matter
     * @throws IllegalArgumentException for a name the layout has not
     */
    public FeatureRows(FeatureLayout layout, boolean modelView, List<String> columns, long intervalMs) {
        this.layout = layout;
        this.modelView = modelView;
        this.intervalMs = intervalMs;
        List<String> all = modelView ? layout.names() : layout.rawNames();
        this.chosen = new int[columns.isEmpty() ? all.size() : columns.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = columns.isEmpty() ? i : all.indexOf(columns.get(i));
            if (chosen[i] < 0) {
                throw new IllegalArgumentException("expected a feature of these windows, was '" + columns.get(i) + "'");
            }
        }
    }

    @Override
    public boolean readsBars() {
        return true;
    }

    @Override
    public List<String> columns() {
        List<String> all = modelView ? layout.names() : layout.rawNames();
        return java.util.Arrays.stream(chosen).mapToObj(all::get).toList();
    }

    @Override
    public Lane newLane() {
        FeatureStep features = step;
        if (features == null) {
            features = new FeatureStep(layout);
            step = features;
        }
        return new FeatureLane(features);
    }

    private final class FeatureLane implements Lane {
        private final FeatureStep features;
        private final FeatureState state;
        private final FramesState frames;
        private final double[] raw = new double[layout.rawSize()];
        private final double[] model = new double[layout.size()];
        private final ResultRow result = new ResultRow();
        private long lastMs = Long.MIN_VALUE;

        FeatureLane(FeatureStep features) {
            this.features = features;
            this.state = features.newState();
            this.frames = features.newFrames();
            this.result.values = new double[chosen.length];
        }

        @Override
        public void next(MarketRow row, Consumer<ResultRow> sink) {
            if (row.tsMs < lastMs) {
                throw new IllegalArgumentException(
                        "expected rows of " + row.symbol + " in time order, was " + row.tsMs + " after " + lastMs);
            }
            lastMs = row.tsMs;
            features.step(
                    state,
                    frames,
                    new Sample(
                            row.symbol,
                            row.tsMs + intervalMs,
                            row.open,
                            row.high,
                            row.low,
                            row.close,
                            row.volume,
                            row.trades,
                            row.vwap,
                            intervalMs),
                    raw);
            double[] values = raw;
            if (modelView) {
                layout.toModel(raw, row.close, model);
                values = model;
            }
            for (int i = 0; i < chosen.length; i++) {
                result.values[i] = values[chosen[i]];
            }
            result.ordinal = row.ordinal;
            result.symbol = row.symbol;
            result.tsMs = row.tsMs;
            sink.accept(result);
        }

        @Override
        public void end(Consumer<ResultRow> sink) {
            // Every row had its result.
        }
    }
}
