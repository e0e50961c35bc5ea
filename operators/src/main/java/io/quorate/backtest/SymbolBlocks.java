package io.quorate.backtest;

import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.feature.FeatureStep;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One symbol of a {@link ParallelBacktest}: what depends on its records alone, block by block. Records become samples and
 * features, then the members of the ensemble in force are asked, many rows at a time.
 *
 * <p>Records are put in by the feeding thread between two blocks; the work of a block is done by any one thread, its
 * scoring by several.
 */
final class SymbolBlocks {

    /** Rows scored by one job: a few batches of the evaluator. */
    static final int ROWS = 512;

    private final SymbolLane lane;
    private List<MarketEvent> arriving = new ArrayList<>();
    private List<MarketEvent> working = new ArrayList<>();
    private List<ScoredSample> done = new ArrayList<>();
    private long samples;
    private long predictions;
    private long firstMs = Long.MAX_VALUE;
    private long firstPredictionMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private long longestGapMs;

    SymbolBlocks(SymbolLane lane) {
        this.lane = lane;
    }

    void add(MarketEvent event) {
        arriving.add(event);
    }

    /** Takes what has arrived as the next block. */
    void begin() {
        List<MarketEvent> empty = working;
        working = arriving;
        arriving = empty;
        done = new ArrayList<>(working.size());
    }

    /** Releases the block up to a watermark and moves the features. */
    void features(long watermarkMs, FeatureStep step) {
        working.forEach(lane::add);
        working.clear();
        lane.advance(watermarkMs, sample -> next(sample, step));
    }

    private void next(Sample sample, FeatureStep step) {
        samples++;
        longestGapMs = samples == 1 ? 0 : Math.max(longestGapMs, sample.tsMs() - lastMs);
        firstMs = Math.min(firstMs, sample.tsMs());
        lastMs = sample.tsMs();
        FeatureVector vector = lane.next(sample, step);
        if (vector != null) {
            predictions++;
            firstPredictionMs = Math.min(firstPredictionMs, sample.tsMs());
            done.add(new ScoredSample(lane, vector));
        }
    }

    int rows() {
        return done.size();
    }

    /** Asks the members for the rows {@code [from, to)}. */
    void score(int from, int to, EnsembleTimeline ensembles, EnsembleScorer scorer) {
        int at = from;
        int place = -1;
        while (at < to) {
            place = ensembles.at(done.get(at).tsMs(), place);
            int end = at + 1;
            while (end < to && ensembles.at(done.get(end).tsMs(), place) == place) {
                end++;
            }
            EnsembleModel model = ensembles.model(place);
            if (model != null && model.layoutId().equals(done.get(at).vector().layoutId())) {
                score(at, end, model, scorer);
            }
            at = end;
        }
    }

    private void score(int from, int to, EnsembleModel model, EnsembleScorer scorer) {
        double[][] rows = new double[to - from][];
        double[][] members = new double[to - from][model.members()];
        Arrays.setAll(rows, i -> done.get(from + i).vector().values());
        scorer.members(model, rows, members);
        for (int i = 0; i < rows.length; i++) {
            done.get(from + i).say(members[i]);
        }
    }

    /** The block's samples with features, in order. */
    List<ScoredSample> done() {
        return done;
    }

    SymbolLane lane() {
        return lane;
    }

    SymbolCoverage coverage(String symbol) {
        return new SymbolCoverage(
                Objects.requireNonNull(symbol),
                lane.accepted(),
                lane.duplicates(),
                samples,
                predictions,
                firstMs,
                firstPredictionMs,
                lastMs,
                longestGapMs);
    }

    long samples() {
        return samples;
    }
}
