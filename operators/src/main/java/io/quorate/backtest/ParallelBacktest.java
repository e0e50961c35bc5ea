package io.quorate.backtest;

import io.quorate.decision.PortfolioStep;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.ModelShelf;
import io.quorate.feature.FeatureStep;
import io.quorate.market.LatenessGate;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.EventKind;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@link DecisionPipeline} on several threads: the same decisions, byte for byte, for any number of them.
 *
 * <p>Records are taken in blocks. Of a block, what depends on the records of one symbol alone is done first, symbols side
 * by side: order, repeats, bars, features, and what the members of the ensemble in force say, many rows at a time. Then
 * one thread goes through its samples in event-time order, since weights follow from the outcomes of all symbols. Then
 * portfolios decide side by side, since none knows of another. The first part of a block runs beside the others of the
 * block before. Every step is the job's own class; what is computed ahead depends on nothing that is known later.
 *
 * <p>Memory is bounded by two blocks and the records of one lateness beyond the slowest partition. One thread feeds it.
 */
public final class ParallelBacktest implements AutoCloseable {

    /** Records of a block: the result does not depend on it. */
    public static final int BLOCK_RECORDS = 8192;

    private static final Comparator<ScoredSample> IN_ORDER =
            Comparator.comparingLong(ScoredSample::tsMs).thenComparing(ScoredSample::symbol);

    private final PipelineSettings settings;
    private final List<ControlRecord> log;
    private final BacktestSinks sinks;
    private final int blockRecords;
    private final WorkCrew crew;
    private final LatenessGate gate;
    private final FeatureStep[] features;
    private final EnsembleScorer[] scorers;
    private final EnsembleTimeline ensembles;
    private final PipelineEpochs epochs;
    private final OrderedStage ordered;
    private final List<String> alone;
    private final Map<String, SymbolBlocks> symbols = new TreeMap<>();
    private final Map<String, PortfolioGroup> portfolios = new TreeMap<>();
    private List<ScoredSample> ready = new ArrayList<>();
    private long readyMs = Long.MIN_VALUE;
    private int inBlock;
    private long eventsIn;
    private long late;
    private long rejected;

    /** A portfolio, by the ensemble and by each member alone, and the predictions of the block for all of them. */
    private record PortfolioGroup(List<PortfolioLane> lanes, List<Prediction> predictions) {}

    /**
     * A backtest over a finished control log.
     *
     * @param shelf where the log's bundles are found
     * @param threads threads that work, the feeding one included
     * @param members whether every portfolio is also run with each member alone
     */
    public ParallelBacktest(
            PipelineSettings settings,
            ModelShelf shelf,
            List<ControlRecord> log,
            int threads,
            boolean members,
            BacktestSinks sinks) {
        this(settings, shelf, log, threads, members, sinks, BLOCK_RECORDS);
    }

    /**
     * As above, with blocks of another size.
     *
     * @param blockRecords records of a block: the result does not depend on it
     */
    public ParallelBacktest(
            PipelineSettings settings,
            ModelShelf shelf,
            List<ControlRecord> log,
            int threads,
            boolean members,
            BacktestSinks sinks,
            int blockRecords) {
        this.settings = settings;
        this.log = List.copyOf(log);
        this.sinks = sinks;
        this.blockRecords = blockRecords;
        this.gate = new LatenessGate(settings.latenessMs());
        this.features = new FeatureStep[threads];
        this.scorers = new EnsembleScorer[threads];
        for (int worker = 0; worker < threads; worker++) {
            features[worker] = new FeatureStep(settings.layout(), settings.gaps());
            scorers[worker] = new EnsembleScorer();
        }
        shelf.forRowsOf(settings.layout());
        this.epochs = epochs();
        this.ensembles = new EnsembleTimeline(epochs.book(), shelf);
        this.alone = members ? ensembles.members() : List.of();
        this.ordered = new OrderedStage(settings, ensembles, epochs, sinks.common());
        epochs.executions().values().forEach(byPortfolio -> byPortfolio.keySet().forEach(this::portfolio));
        this.crew = new WorkCrew(threads);
    }

    private PipelineEpochs epochs() {
        return new PipelineEpochs(log, settings.windowMs(), settings.delayMs());
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
            symbols.computeIfAbsent(event.symbol(), s -> new SymbolBlocks(new SymbolLane(settings, features[0])))
                    .add(event);
        }
        if (++inBlock >= blockRecords) {
            block(gate.watermarkMs(settings.partitions()));
        }
    }

    /** Decides everything the watermark has passed, as a live job has when it has caught up. */
    public void advance() {
        block(gate.watermarkMs(settings.partitions()));
        decide(new WorkCrew.Batch());
    }

    /** The end of the data: decides everything, timers of the future included, as a bounded job does. */
    public void finish() {
        block(Long.MAX_VALUE);
        decide(new WorkCrew.Batch());
    }

    /** Begins with the records that came, beside what is left of the block before. */
    private void block(long watermarkMs) {
        inBlock = 0;
        WorkCrew.Batch begun = new WorkCrew.Batch();
        for (SymbolBlocks symbol : symbols.values()) {
            symbol.begin();
            crew.submit(begun, worker -> begin(symbol, watermarkMs, begun, worker));
        }
        decide(begun);
        crew.await(begun);
        for (SymbolBlocks symbol : symbols.values()) {
            ready.addAll(symbol.done());
        }
        ready.sort(IN_ORDER);
        readyMs = watermarkMs;
    }

    private void begin(SymbolBlocks symbol, long watermarkMs, WorkCrew.Batch begun, int worker) {
        symbol.features(watermarkMs, features[worker]);
        int rows = symbol.rows();
        for (int from = SymbolBlocks.ROWS; from < rows; from += SymbolBlocks.ROWS) {
            int first = from;
            crew.submit(
                    begun,
                    other -> symbol.score(first, Math.min(rows, first + SymbolBlocks.ROWS), ensembles, scorers[other]));
        }
        symbol.score(0, Math.min(rows, SymbolBlocks.ROWS), ensembles, scorers[worker]);
    }

    /** Decides the block that is ready; when that fails, waits for the one that was begun. */
    private void decide(WorkCrew.Batch begun) {
        try {
            decide();
        } catch (RuntimeException | Error e) {
            awaitQuietly(begun, e);
            throw e;
        }
    }

    private void awaitQuietly(WorkCrew.Batch begun, Throwable failure) {
        try {
            crew.await(begun);
        } catch (RuntimeException | Error e) {
            failure.addSuppressed(e);
        }
    }

    private void decide() {
        if (readyMs == Long.MIN_VALUE) {
            return;
        }
        List<ScoredSample> now = ready;
        int count = now.size();
        while (count > 0 && now.get(count - 1).tsMs() > readyMs) {
            // a bar that exists from the millisecond after the watermark
            count--;
        }
        ready = new ArrayList<>(now.subList(count, now.size()));
        ordered.run(now.subList(0, count), this::share);
        long passedMs = readyMs;
        WorkCrew.Batch deciding = new WorkCrew.Batch();
        for (PortfolioGroup group : portfolios.values()) {
            for (PortfolioLane lane : group.lanes) {
                crew.submitFirst(deciding, worker -> lane.advance(group.predictions, passedMs));
            }
        }
        crew.await(deciding);
        portfolios.values().forEach(group -> group.predictions.clear());
        readyMs = Long.MIN_VALUE;
        sinks.passed(passedMs);
    }

    private void share(Prediction prediction) {
        for (String portfolio : prediction.subscribers()) {
            portfolio(portfolio).predictions.add(prediction);
        }
    }

    private PortfolioGroup portfolio(String name) {
        PortfolioGroup known = portfolios.get(name);
        if (known != null) {
            return known;
        }
        List<PortfolioLane> lanes = new ArrayList<>();
        lanes.add(lane(name, ""));
        alone.forEach(member -> lanes.add(lane(name, member)));
        PortfolioGroup group = new PortfolioGroup(lanes, new ArrayList<>());
        portfolios.put(name, group);
        return group;
    }

    private PortfolioLane lane(String portfolio, String member) {
        PipelineEpochs own = epochs();
        TreeMap<Long, List<VenueReport>> executions = new TreeMap<>();
        own.executions().forEach((tsMs, byPortfolio) -> {
            List<VenueReport> reports = byPortfolio.get(portfolio);
            if (reports != null) {
                executions.put(tsMs, reports);
            }
        });
        return new PortfolioLane(
                portfolio,
                member,
                new PortfolioStep(settings.configHash(), settings.runId(), settings.external()),
                own.book(),
                executions,
                sinks.portfolio(portfolio, member));
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
        return coverage().values().stream().mapToLong(SymbolCoverage::accepted).sum();
    }

    public long duplicates() {
        return coverage().values().stream()
                .mapToLong(SymbolCoverage::duplicates)
                .sum();
    }

    /** Windows with credits that were closed. */
    public long weightTables() {
        return ordered.weightTables();
    }

    /** How far each symbol came, in name order. Between blocks. */
    public Map<String, SymbolCoverage> coverage() {
        Map<String, SymbolCoverage> coverage = new LinkedHashMap<>();
        symbols.forEach((symbol, blocks) -> coverage.put(symbol, blocks.coverage(symbol)));
        return coverage;
    }

    @Override
    public void close() {
        crew.close();
    }
}
