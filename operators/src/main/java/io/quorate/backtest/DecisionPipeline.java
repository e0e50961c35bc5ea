package io.quorate.backtest;

import io.quorate.decision.PortfolioStep;
import io.quorate.ensemble.ModelShelf;
import io.quorate.ensemble.ScoreStep;
import io.quorate.feature.FeatureStep;
import io.quorate.market.LatenessGate;
import io.quorate.outcome.OutcomeTracker;
import io.quorate.outcome.WeightsScorecard;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.ScorecardState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Market records and a control log in, decisions out, without Flink: gate, order, bars, features, score, outcomes,
 * weights, decisions, on the very classes the job runs.
 *
 * <p>Records may come in any interleaving of the partitions that keeps the order inside each. Memory is bounded by the
 * records of one lateness beyond the slowest partition. Not thread-safe.
 */
public final class DecisionPipeline {

    /** Records between two looks at the watermark: the result does not depend on it. */
    private static final int STRIDE = 1024;

    private static final TreeMap<String, List<VenueReport>> NONE = new TreeMap<>();

    private final PipelineSettings settings;
    private final PipelineSink sink;
    private final LatenessGate gate;
    private final FeatureStep features;
    private final ScoreStep score;
    private final PortfolioStep portfolioStep;
    private final PipelineEpochs epochs;
    private final WeightsScorecard scorecard;
    private final Map<String, SymbolLane> lanes = new TreeMap<>();
    private final TreeMap<Long, List<Sample>> samples = new TreeMap<>();
    private final TreeMap<Long, TreeSet<String>> steps = new TreeMap<>();
    private final Map<String, List<Prediction>> waiting = new HashMap<>();
    private final Map<String, PortfolioState> portfolios = new HashMap<>();
    private int sinceAdvance;
    private long eventsIn;
    private long late;
    private long rejected;

    /**
     * A pipeline over a finished control log.
     *
     * @param shelf where the log's bundles are found
     */
    public DecisionPipeline(PipelineSettings settings, ModelShelf shelf, List<ControlRecord> log, PipelineSink sink) {
        this.settings = settings;
        this.sink = sink;
        this.gate = new LatenessGate(settings.latenessMs());
        this.features = new FeatureStep(settings.layout(), settings.gaps());
        shelf.forRowsOf(settings.layout());
        this.score = new ScoreStep(shelf);
        this.portfolioStep = new PortfolioStep(settings.configHash(), settings.runId(), settings.external());
        this.epochs = new PipelineEpochs(log, settings.windowMs(), settings.delayMs());
        epochs.executions().forEach((tsMs, byPortfolio) -> steps.put(tsMs, new TreeSet<>(byPortfolio.keySet())));
        this.scorecard = new WeightsScorecard(settings.windowMs(), settings.weights(), new ScorecardState());
    }

    /** Takes the next record of a partition. */
    public void accept(Inbound in) {
        MarketEvent event = in.event();
        if (event == null) {
            eventsIn++;
            rejected++;
            return;
        }
        boolean heartbeat = event.kind() == EventKind.HEARTBEAT;
        eventsIn += heartbeat ? 0 : 1;
        if (gate.late(event.partition(), event.eventTimeMs())) {
            late += heartbeat ? 0 : 1;
            return;
        }
        gate.advance(event.partition(), event.eventTimeMs());
        if (!heartbeat) {
            lanes.computeIfAbsent(event.symbol(), s -> new SymbolLane(settings, features))
                    .add(event);
        }
        if (++sinceAdvance >= STRIDE) {
            advance();
        }
    }

    /** Decides everything the watermark has passed, as a live job has when it has caught up. */
    public void advance() {
        sinceAdvance = 0;
        advance(gate.watermarkMs(settings.partitions()));
    }

    /** The end of the data: decides everything, timers of the future included, as a bounded job does. */
    public void finish() {
        advance(Long.MAX_VALUE);
    }

    private void advance(long watermarkMs) {
        for (SymbolLane lane : lanes.values()) {
            lane.advance(
                    watermarkMs,
                    s -> samples.computeIfAbsent(s.tsMs(), t -> new ArrayList<>())
                            .add(s));
        }
        for (long tsMs = nextMs(); tsMs <= watermarkMs && tsMs < Long.MAX_VALUE; tsMs = nextMs()) {
            closeWindows(tsMs);
            List<Sample> now = samples.remove(tsMs);
            if (now != null) {
                now.forEach(this::score);
            }
            TreeSet<String> due = steps.remove(tsMs);
            if (due != null) {
                for (String portfolio : due) {
                    step(portfolio, tsMs);
                }
            }
        }
    }

    private long nextMs() {
        long sampleMs = samples.isEmpty() ? Long.MAX_VALUE : samples.firstKey();
        return steps.isEmpty() ? sampleMs : Math.min(sampleMs, steps.firstKey());
    }

    private void closeWindows(long tsMs) {
        for (WeightsSpec spec : scorecard.closeThrough(tsMs)) {
            epochs.weights(spec);
            sink.weights(spec);
        }
    }

    private void score(Sample sample) {
        SymbolLane lane = lanes.get(sample.symbol());
        FeatureVector vector = lane == null ? null : lane.next(sample);
        if (vector == null || lane == null) {
            return;
        }
        Prediction prediction = score.score(vector, epochs.book(), lane::regime);
        sink.prediction(prediction);
        OutcomeTracker.step(lane.outcomes(), prediction, credit -> {
            scorecard.add(credit);
            sink.credit(credit);
        });
        for (String portfolio : prediction.subscribers()) {
            waiting.computeIfAbsent(portfolio, p -> new ArrayList<>()).add(prediction);
            steps.computeIfAbsent(sample.tsMs(), t -> new TreeSet<>()).add(portfolio);
        }
    }

    private void step(String portfolio, long tsMs) {
        List<Prediction> now = waiting.remove(portfolio);
        PortfolioState state = portfolios.computeIfAbsent(portfolio, p -> new PortfolioState());
        List<VenueReport> executed =
                epochs.executions().getOrDefault(tsMs, NONE).getOrDefault(portfolio, List.of());
        portfolioStep.step(state, portfolio, tsMs, executed, now == null ? List.of() : now, epochs.book(), sink);
        long dueMs = portfolioStep.nextStepMs(state, tsMs);
        if (dueMs < Long.MAX_VALUE) {
            steps.computeIfAbsent(dueMs, t -> new TreeSet<>()).add(portfolio);
        }
    }

    /** Records taken, heartbeats excluded. */
    public long eventsIn() {
        return eventsIn;
    }

    public long late() {
        return late;
    }

    public long rejected() {
        return rejected;
    }

    public long accepted() {
        return lanes.values().stream().mapToLong(SymbolLane::accepted).sum();
    }

    public long duplicates() {
        return lanes.values().stream().mapToLong(SymbolLane::duplicates).sum();
    }
}
