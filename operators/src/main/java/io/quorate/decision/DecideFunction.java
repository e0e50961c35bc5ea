package io.quorate.decision;

import io.quorate.control.EpochBook;
import io.quorate.control.EpochBroadcast;
import io.quorate.edge.LedgerEntrySerializer;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.routing.PortfolioPrediction;
import io.quorate.schema.state.BusinessState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import io.quorate.telemetry.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each portfolio in event-time order across its symbols.
 *
 * <p>Key: portfolio. Broadcast state: the epoch book; the watermark is held by the frontier, so a timer fires only when
 * every epoch of its event time is known. Keyed state: predictions not yet passed by the watermark, each event time
 * cleared by its timer; one portfolio (positions, orders, equity, ledger head), bounded by the symbols it trades and
 * kept for its life; its business tally, bounded by the windows of an hour. Output: decisions. Side outputs: ledger
 * entries, executions, business figures.
 */
public final class DecideFunction
        extends KeyedBroadcastProcessFunction<String, PortfolioPrediction, ControlRecord, LedgeredDecision> {

    /** Name of the stage. */
    public static final String STAGE = "decide";

    /** Encoded ledger records. */
    public static final OutputTag<LedgerEntry> LEDGER = new OutputTag<>("ledger", LedgerEntrySerializer.TYPE);

    /** Fills of the paper venue. */
    public static final OutputTag<Execution> EXECUTIONS =
            new OutputTag<>("executions", TypeInformation.of(Execution.class));

    /** Business figures at the end of each window. */
    public static final OutputTag<BusinessFigures> BUSINESS =
            new OutputTag<>("business", TypeInformation.of(BusinessFigures.class));

    /** Predictions not yet passed by the watermark, by event time. */
    public static final MapStateDescriptor<Long, List<Prediction>> WAITING =
            new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(TypeInformation.of(Prediction.class)));

    /** What an external venue did, not yet passed by the watermark, by effective time. */
    public static final MapStateDescriptor<Long, List<VenueReport>> REPORTS =
            new MapStateDescriptor<>("reports", Types.LONG, Types.LIST(TypeInformation.of(VenueReport.class)));

    /** The portfolio. */
    public static final ValueStateDescriptor<PortfolioState> PORTFOLIO =
            new ValueStateDescriptor<>("portfolio", TypeInformation.of(PortfolioState.class));

    /** What business figures are made of beside the portfolio. */
    public static final ValueStateDescriptor<BusinessState> TALLY =
            new ValueStateDescriptor<>("business", TypeInformation.of(BusinessState.class));

    private static final long serialVersionUID = 1L;

    private final String configHash;
    private final String runId;
    private final boolean external;
    private final StageProbeFunction probes;
    private final long businessMs;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<Long, List<Prediction>> waiting;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<Long, List<VenueReport>> reports;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<PortfolioState> portfolio;

    @SuppressWarnings("NullAway.Init")
    private transient EpochBroadcast epochs;

    @SuppressWarnings("NullAway.Init")
    private transient PortfolioStep step;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    private transient @Nullable BusinessTally business;
    private transient @Nullable ValueState<BusinessState> tallies;

    /** Without business figures. */
    public DecideFunction(String configHash, String runId, StageProbeFunction probes) {
        this(configHash, runId, false, probes, 0);
    }

    /**
     * The stage.
     *
     * @param external if an external venue fills the orders
     * @param businessMs window of the business figures; 0 for none
     */
    public DecideFunction(
            String configHash, String runId, boolean external, StageProbeFunction probes, long businessMs) {
        this.external = external;
        this.configHash = configHash;
        this.runId = runId;
        this.probes = probes;
        this.businessMs = businessMs;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getMapState(WAITING);
        if (external) {
            reports = getRuntimeContext().getMapState(REPORTS);
        }
        portfolio = getRuntimeContext().getState(PORTFOLIO);
        probe = probes.open(getRuntimeContext(), STAGE);
        epochs = new EpochBroadcast(probe);
        step = new PortfolioStep(configHash, runId, external);
        if (businessMs > 0) {
            business = new BusinessTally(businessMs);
            tallies = getRuntimeContext().getState(TALLY);
        }
    }

    @Override
    public void processElement(PortfolioPrediction in, ReadOnlyContext context, Collector<LedgeredDecision> out)
            throws Exception {
        Prediction prediction = in.prediction();
        if (prediction == null) {
            executed(Objects.requireNonNull(in.execution()), context);
            return;
        }
        long tsMs = prediction.tsMs();
        List<Prediction> bucket = waiting.get(tsMs);
        if (bucket == null) {
            bucket = new ArrayList<>(2);
            context.timerService().registerEventTimeTimer(tsMs);
        }
        bucket.add(prediction);
        waiting.put(tsMs, bucket);
    }

    private void executed(ControlRecord r, ReadOnlyContext context) throws Exception {
        long tsMs = r.effectiveFromMs();
        if (tsMs <= context.currentWatermark()) {
            throw new IllegalStateException("expected an execution beyond the frontier " + context.currentWatermark()
                    + ", was " + r.report() + " from " + tsMs);
        }
        List<VenueReport> bucket = reports.get(tsMs);
        if (bucket == null) {
            bucket = new ArrayList<>(2);
            context.timerService().registerEventTimeTimer(tsMs);
        }
        bucket.add(Objects.requireNonNull(r.report()));
        reports.put(tsMs, bucket);
    }

    @Override
    public void onTimer(long tsMs, OnTimerContext context, Collector<LedgeredDecision> out) throws Exception {
        List<Prediction> samples = waiting.get(tsMs);
        if (samples == null) {
            samples = List.of();
        } else {
            waiting.remove(tsMs);
        }
        List<VenueReport> executed = external ? reports.get(tsMs) : null;
        if (executed == null) {
            executed = List.of();
        } else {
            reports.remove(tsMs);
        }
        EpochBook book = epochs.read(context.getBroadcastState(EpochBroadcast.EPOCHS));
        PortfolioState state = portfolio.value();
        if (state == null) {
            state = new PortfolioState();
        }
        BusinessState tally = tally();
        long begin = probe.begin();
        step.step(state, context.getCurrentKey(), tsMs, executed, samples, book, new Outputs(context, out, tally));
        probe.end(begin);
        portfolio.update(state);
        if (tally != null) {
            account(tally, state, MandateBook.mandate(book, context.getCurrentKey(), tsMs), tsMs, context);
        }
        long dueMs = step.nextStepMs(state, tsMs);
        if (dueMs < Long.MAX_VALUE) {
            context.timerService().registerEventTimeTimer(dueMs);
        }
    }

    private @Nullable BusinessState tally() throws Exception {
        if (tallies == null) {
            return null;
        }
        BusinessState tally = tallies.value();
        return tally == null ? new BusinessState() : tally;
    }

    private void account(BusinessState tally, PortfolioState state, Mandate mandate, long tsMs, OnTimerContext context)
            throws Exception {
        BusinessTally counting = Objects.requireNonNull(business);
        counting.settled(tally, state, mandate);
        if (counting.isOver(tally, tsMs)) {
            BusinessFigures figures = counting.close(tally, state, mandate);
            BusinessGauges.show(probe, figures);
            context.output(BUSINESS, figures);
        }
        Objects.requireNonNull(tallies).update(tally);
    }

    @Override
    public void processBroadcastElement(ControlRecord r, Context context, Collector<LedgeredDecision> out)
            throws Exception {
        epochs.apply(context.getBroadcastState(EpochBroadcast.EPOCHS), r, context.currentWatermark());
    }

    /** Counts and emits what one step decides. */
    private final class Outputs implements PortfolioStep.Sink {

        private final OnTimerContext context;
        private final Collector<LedgeredDecision> out;
        private final @Nullable BusinessState tally;

        private Outputs(OnTimerContext context, Collector<LedgeredDecision> out, @Nullable BusinessState tally) {
            this.context = context;
            this.out = out;
            this.tally = tally;
        }

        @Override
        public void decision(Decision d, long ledgerIndex) {
            probe.add(d.trigger() == Trigger.SAMPLE ? Count.SAMPLE_DECISIONS : Count.TIMER_DECISIONS, 1);
            probe.add(count(d.outcome()), 1);
            probe.tally(Tally.DECISIONS, d.outcome(), d.reason());
            if (d.trigger() == Trigger.SAMPLE) {
                probe.decided(d.tsMs());
            }
            if (tally != null && business != null) {
                context.timerService().registerEventTimeTimer(business.decided(tally, d));
            }
            out.collect(new LedgeredDecision(d, ledgerIndex));
        }

        @Override
        public void ledger(LedgerEntry entry) {
            context.output(LEDGER, entry);
        }

        @Override
        public void execution(Execution execution) {
            probe.add(Count.EXECUTIONS, 1);
            if (tally != null && business != null) {
                business.executed(tally, execution);
            }
            context.output(EXECUTIONS, execution);
        }

        private static Count count(Outcome outcome) {
            return switch (outcome) {
                case NO_ACTION -> Count.NO_ACTION;
                case TAKE_ACTION -> Count.TAKE_ACTION;
                case EXIT_POSITION -> Count.EXIT_POSITION;
                case RISK_REJECTED -> Count.RISK_REJECTED;
            };
        }
    }
}
