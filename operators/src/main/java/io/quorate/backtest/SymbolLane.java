package io.quorate.backtest;

import io.quorate.feature.FeatureStep;
import io.quorate.market.BarBuilder;
import io.quorate.market.BarSeries;
import io.quorate.market.ReleaseBuffer;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import io.quorate.schema.state.OutcomeState;
import io.quorate.schema.state.RegimeFilterState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything the pipeline keeps for one symbol. */
final class SymbolLane {

    private final ReleaseBuffer buffer;
    private final @Nullable BarSeries bars;
    private final FeatureStep features;
    private final FeatureState featureState;
    private final FramesState frames;
    private final OutcomeState outcomes = new OutcomeState();
    private final RegimeFilterState regime = new RegimeFilterState();

    SymbolLane(PipelineSettings settings, FeatureStep features) {
        this.buffer = new ReleaseBuffer(settings.dedupe());
        this.bars = settings.barIntervalMs() == 0 ? null : new BarSeries(settings.barIntervalMs());
        this.features = features;
        this.featureState = features.newState();
        this.frames = features.newFrames();
    }

    void add(MarketEvent event) {
        if (!buffer.add(event)) {
            throw new IllegalStateException("expected a record after the watermark, was " + event);
        }
    }

    /** Releases records up to the watermark and hands on the samples they complete, in order. */
    void advance(long watermarkMs, Consumer<Sample> samples) {
        BarSeries series = bars;
        if (series == null) {
            buffer.advance(watermarkMs, event -> samples.accept(BarBuilder.sample(event)));
            return;
        }
        buffer.advance(watermarkMs, series::add);
        series.advance(watermarkMs, samples);
    }

    @Nullable
    FeatureVector next(Sample sample) {
        return next(sample, features);
    }

    /** As the other, by a step of the same layout. */
    @Nullable
    FeatureVector next(Sample sample, FeatureStep step) {
        return step.next(featureState, frames, sample);
    }

    RegimeFilterState regime() {
        return regime;
    }

    OutcomeState outcomes() {
        return outcomes;
    }

    long accepted() {
        return buffer.accepted();
    }

    long duplicates() {
        return buffer.duplicates();
    }
}
