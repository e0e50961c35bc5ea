package io.quorate.lookahead;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.market.BarBuilder;
import io.quorate.market.BarSeries;
import io.quorate.market.DedupeRule;
import io.quorate.market.ReleaseBuffer;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Every column of the definitions, warming up or not: what {@code features} writes and training is made of. */
public final class FeatureProbe implements Probe {
    private static final String REGIME = "regime_";

    private final FeatureStep step;
    private final DedupeRule dedupe;
    private final long barIntervalMs;

    /** Columns with one place in the row, under one stage. */
    private record Group(int series, int[] at) {}

    /**
     * A probe of the features.
     *
     * @param barIntervalMs length of the bars built from trades; 0 when every record is a sample
     */
    public FeatureProbe(FeatureLayout layout, DedupeRule dedupe, long barIntervalMs) {
        this.step = new FeatureStep(layout);
        this.dedupe = dedupe;
        this.barIntervalMs = barIntervalMs;
    }

    @Override
    public void run(List<MarketEvent> history, ProbeSink out) {
        Map<String, ReleaseBuffer> lanes = new TreeMap<>();
        for (MarketEvent event : history) {
            lanes.computeIfAbsent(event.symbol(), s -> new ReleaseBuffer(dedupe))
                    .add(event);
        }
        List<Group> groups = groups(out);
        double[] raw = new double[step.layout().rawSize()];
        for (Map.Entry<String, ReleaseBuffer> lane : lanes.entrySet()) {
            FeatureState state = step.newState();
            FramesState frames = step.newFrames();
            for (Sample sample : samples(lane.getValue())) {
                step.step(state, frames, sample, raw);
                for (Group g : groups) {
                    double[] row = new double[g.at().length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = raw[g.at()[i]];
                    }
                    out.row(g.series(), lane.getKey(), sample.tsMs(), row);
                }
            }
        }
    }

    private List<Sample> samples(ReleaseBuffer lane) {
        List<Sample> samples = new ArrayList<>();
        if (barIntervalMs == 0) {
            lane.advance(Long.MAX_VALUE, event -> samples.add(BarBuilder.sample(event)));
        } else {
            BarSeries bars = new BarSeries(barIntervalMs);
            lane.advance(Long.MAX_VALUE, bars::add);
            bars.advance(Long.MAX_VALUE, samples::add);
        }
        return samples;
    }

    private List<Group> groups(ProbeSink out) {
        List<String> names = step.layout().rawNames();
        List<Group> groups = new ArrayList<>();
        for (Stage stage : List.of(Stage.FEATURE, Stage.HIGHER_TIMEFRAME, Stage.REGIME)) {
            int[] at = IntStream.range(0, names.size())
                    .filter(i -> stage(names.get(i)) == stage)
                    .toArray();
            if (at.length > 0) {
                groups.add(new Group(
                        out.series(stage, Arrays.stream(at).mapToObj(names::get).toList()), at));
            }
        }
        return groups;
    }

    private static Stage stage(String name) {
        if (name.indexOf('@') >= 0) {
            return Stage.HIGHER_TIMEFRAME;
        }
        return name.startsWith(REGIME) ? Stage.REGIME : Stage.FEATURE;
    }
}
