package io.quorate.job.training;

import io.quorate.feature.FeatureLayout;
import io.quorate.feature.FeatureStep;
import io.quorate.market.BarBuilder;
import io.quorate.market.BarSeries;
import io.quorate.market.ReleaseBuffer;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a history through the job's own steps, symbol by symbol: the door's checks, release order and repeats, bars,
 * features.
 */
public final class SampleHistory {
    /** More than any record has. */
    private static final int ANY_BYTES = 1 << 20;

    private final HistoryOptions options;
    private final FeatureStep features;
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final MarketDecoder door = new MarketDecoder("history", 0, ANY_BYTES);
    private long records;
    private long rejected;
    private long afterEnd;
    private @Nullable String firstRejection;

    private SampleHistory(HistoryOptions options) {
        this.options = options;
        this.features = new FeatureStep(options.layout(), options.gaps());
    }

    /** The records of a history, checked and put to their symbols. */
    public static SampleHistory of(MarketHistory history, HistoryOptions options) {
        SampleHistory samples = new SampleHistory(options);
        boolean bars = history.kind() == InputKind.TRADES && options.barIntervalMs() > 0;
        for (MarketEvent event : history.events()) {
            samples.add(event, bars);
        }
        return samples;
    }

    private void add(MarketEvent event, boolean bars) {
        records++;
        String problem = problem(event);
        if (problem != null) {
            rejected++;
            firstRejection = firstRejection == null ? problem : firstRejection;
        } else if (event.eventTimeMs() > options.untilMs()) {
            afterEnd++;
        } else {
            lanes.computeIfAbsent(event.symbol(), s -> new Lane(options, bars))
                    .buffer
                    .add(event);
        }
    }

    /** What the job's door says of the record; null when it is welcome. */
    private @Nullable String problem(MarketEvent event) {
        DeadLetter refused =
                door.decode(0, event.offset(), -1, MarketCodec.encode(event)).refused();
        return refused == null
                ? null
                : refused.reason() + " in "
                        + (event.id().isEmpty() ? event.symbol() + " at " + event.tsMs() : event.id()) + ": "
                        + refused.detail();
    }

    /** Hands on the feature vectors, one symbol after the other in name order; gives the counts. To be called once. */
    public HistoryCounts forEach(Consumer<FeatureVector> sink) {
        long accepted = 0;
        long duplicates = 0;
        long samples = 0;
        long vectors = 0;
        for (Lane lane : lanes.values()) {
            FeatureState state = features.newState();
            FramesState frames = features.newFrames();
            for (Sample sample : lane.drain(options.untilMs())) {
                samples++;
                FeatureVector vector = features.next(state, frames, sample);
                if (vector != null) {
                    vectors++;
                    sink.accept(vector);
                }
            }
            accepted += lane.buffer.accepted();
            duplicates += lane.buffer.duplicates();
        }
        return new HistoryCounts(records, accepted, duplicates, rejected, afterEnd, samples, vectors, lanes.size());
    }

    /** Reason and place of the first refused record; null when none was. */
    public @Nullable String firstRejection() {
        return firstRejection;
    }

    public FeatureLayout layout() {
        return features.layout();
    }

    private static final class Lane {
        private final ReleaseBuffer buffer;
        private final @Nullable BarSeries bars;

        private Lane(HistoryOptions options, boolean bars) {
            this.buffer = new ReleaseBuffer(options.dedupe());
            this.bars = bars ? new BarSeries(options.barIntervalMs()) : null;
        }

        /** Every sample that exists by {@code untilMs}. */
        private List<Sample> drain(long untilMs) {
            List<Sample> samples = new ArrayList<>();
            BarSeries series = bars;
            if (series == null) {
                buffer.advance(Long.MAX_VALUE, event -> samples.add(BarBuilder.sample(event)));
            } else {
                buffer.advance(Long.MAX_VALUE, series::add);
                series.advance(untilMs - 1, samples::add);
            }
            return samples;
        }
    }
}
