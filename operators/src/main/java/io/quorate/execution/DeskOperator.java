package io.quorate.execution;

import io.quorate.schema.execution.DeskInput;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.state.VenueDeskState;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs the order desk. Parallelism 1: rate limit, circuit and feed belong to one venue.
 *
 * <p>State: the desk. Output: reports. Side output: fills that belong to nothing. Requests run in the threads of the link;
 * their answers wait in a queue that a processing-time timer empties, so that the desk is touched by the task's thread
 * alone.
 */
public final class DeskOperator extends AbstractStreamOperator<VenueReport>
        implements OneInputStreamOperator<DeskInput, VenueReport> {

    /** Fills that belong to nothing. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** The desk. */
    public static final ListStateDescriptor<VenueDeskState> DESK =
            new ListStateDescriptor<>("desk", TypeInformation.of(VenueDeskState.class));

    /** Group of the metrics, below {@code quorate}. */
    public static final String STAGE = "venue";

    /** Gauge of the circuit: 0 closed, 1 half open, 2 open. */
    public static final String BREAKER = "breaker";

    private static final long serialVersionUID = 1L;

    private static final long TICK_MS = 10;

    private final DeskRules rules;
    private final VenueLink.Address address;
    private final KillJournal journal;
    private final long pollMs;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<VenueDeskState> kept;

    @SuppressWarnings("NullAway.Init")
    private transient VenueDeskState state;

    @SuppressWarnings("NullAway.Init")
    private transient VenueLink link;

    @SuppressWarnings("NullAway.Init")
    private transient OrderDesk desk;

    @SuppressWarnings("NullAway.Init")
    private transient DeskOutputs outputs;

    @SuppressWarnings("NullAway.Init")
    private transient ConcurrentLinkedQueue<Runnable> answers;

    private transient volatile long lastFedMs;
    private transient volatile int ordersLive;
    private transient boolean feedAsked;
    private transient long nextFeedMs;
    private transient boolean positionsAsked;
    private transient boolean positionsTold;
    private transient long nextPositionsMs;

    /**
     * An operator for one venue.
     *
     * @param pollMs wall time between two looks at the end of the feed
     */
    public DeskOperator(DeskRules rules, VenueLink.Address address, KillJournal journal, long pollMs) {
        this.rules = rules;
        this.address = address;
        this.journal = journal;
        this.pollMs = pollMs;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getListState(DESK);
        state = new VenueDeskState();
        for (VenueDeskState restored : kept.get()) {
            state = restored;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        answers = new ConcurrentLinkedQueue<>();
        link = address.open();
        outputs = new DeskOutputs(
                report -> output.collect(new StreamRecord<>(report)),
                letter -> output.collect(DEAD_LETTERS, new StreamRecord<>(letter)),
                this::place,
                this::cancel,
                measure(getMetricGroup().addGroup("quorate").addGroup(STAGE)));
        lastFedMs = nowMs();
        desk = new OrderDesk(state, rules, outputs, nowMs());
        journal.read().forEach(this::hear);
        tickAgain(nowMs());
    }

    private Consumer<DeskCount> measure(MetricGroup group) {
        Map<DeskCount, Counter> counters = new EnumMap<>(DeskCount.class);
        for (DeskCount count : DeskCount.values()) {
            counters.put(count, group.counter(count.name().toLowerCase(Locale.ROOT)));
        }
        group.gauge(BREAKER, () -> link.breaker().figure());
        group.gauge("ordersLive", () -> ordersLive);
        group.gauge("feedCursor", () -> state.cursor);
        group.gauge("feedLagMs", () -> nowMs() - lastFedMs);
        return count -> Objects.requireNonNull(counters.get(count)).inc();
    }

    @Override
    public void processElement(StreamRecord<DeskInput> element) {
        hear(element.getValue());
    }

    private void hear(DeskInput in) {
        switch (in.kind()) {
            case DECISION -> desk.decide(Objects.requireNonNull(in.decision()), in.recordMs(), nowMs());
            case KILL -> desk.kill(in.scope(), in.requestOffset(), nowMs());
            case RESUME -> desk.resume(in.scope(), in.requestOffset());
        }
    }

    private void place(OrderTicket ticket) {
        String id = ticket.clientOrderId();
        answer(link.place(ticket), (a, e) -> {
            VenueAnswer answer = a == null ? unknown(e) : a;
            outputs.placed(answer);
            desk.placed(id, answer, nowMs());
        });
    }

    private void cancel(String id) {
        answer(link.cancel(id), (a, e) -> desk.cancelled(id, a == null ? unknown(e) : a, nowMs()));
    }

    private static VenueAnswer unknown(@Nullable Throwable e) {
        return new VenueAnswer(VenueAnswer.Kind.UNKNOWN, String.valueOf(e));
    }

    private void ask(long nowMs) {
        if (!feedAsked && nextFeedMs <= nowMs && !desk.full()) {
            feedAsked = true;
            answer(link.feed(state.cursor), (page, e) -> {
                feedAsked = false;
                outputs.fed(e);
                long before = state.cursor;
                if (page != null) {
                    lastFedMs = nowMs();
                    desk.read(page, nowMs, nowMs());
                }
                boolean more = page != null && !page.end() && state.cursor > before;
                nextFeedMs = more ? nowMs() : nowMs() + pollMs;
            });
        }
        if (!positionsTold && !positionsAsked && desk.reconciled() && nextPositionsMs <= nowMs) {
            positionsAsked = true;
            answer(link.positions(), (positions, e) -> {
                positionsAsked = false;
                nextPositionsMs = nowMs() + pollMs;
                positionsTold = positions != null && desk.reconcile(positions);
            });
        }
    }

    /** What is done with an answer or the failure to get one. */
    @FunctionalInterface
    private interface Hearing<T> {
        void hear(@Nullable T answer, @Nullable Throwable failure);
    }

    private <T> void answer(CompletableFuture<T> asked, Hearing<T> then) {
        Object unused = asked.whenComplete((a, e) -> answers.add(() -> then.hear(a, e)));
    }

    private long nowMs() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }

    private void tickAgain(long nowMs) {
        Object unused = getProcessingTimeService().registerTimer(nowMs + TICK_MS, this::tick);
    }

    private void tick(long timerMs) {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
        long nowMs = nowMs();
        ask(nowMs);
        desk.tick(nowMs);
        ordersLive = desk.live();
        tickAgain(nowMs);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(List.of(state));
    }

    @Override
    public void close() throws Exception {
        if (link != null) {
            link.close();
        }
        super.close();
    }
}
