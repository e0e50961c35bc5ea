package io.quorate.job.scenario;

import io.quorate.job.topology.Outputs;
import io.quorate.job.topology.Uids;
import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;

/**
 * A fault that happens once in a run, behind the operator that decides and in its task, at a moment the test chooses.
 *
 * <p>The operator is serialised with the job and runs in this process, so it finds its crash by name.
 */
public final class Crash implements AutoCloseable {

    private static final Map<String, Crash> OPEN = new ConcurrentHashMap<>();

    /** What can be going on when the question is asked. */
    public enum At {
        /** A decision is about to be sent. */
        DECISION,
        /** A checkpoint is complete and nothing of it is committed yet. */
        CHECKPOINT_COMPLETE,
        /** Nothing: asked every few milliseconds. */
        TICK
    }

    /** Says whether the fault comes now; called in the task. */
    @FunctionalInterface
    public interface Moment {
        boolean now(At at, Progress progress);
    }

    /** What one subtask has done since it was started. */
    public static final class Progress {
        private long decisions;
        private long sinceBarrier;
        private final Map<String, Long> byPortfolio = new TreeMap<>();
        private final Map<String, Long> sealed = new TreeMap<>();

        void decided(String portfolio) {
            decisions++;
            sinceBarrier++;
            byPortfolio.merge(portfolio, 1L, Long::sum);
        }

        void barrier() {
            sinceBarrier = 0;
            sealed.putAll(byPortfolio);
        }

        public long decisions() {
            return decisions;
        }

        /** Decisions after the last checkpoint barrier: a crash now repeats them. */
        public long sinceBarrier() {
            return sinceBarrier;
        }

        /** Decisions before the last checkpoint barrier, by portfolio. */
        public Map<String, Long> sealed() {
            return sealed;
        }
    }

    /** The fault: an error, because a task goes on to commit after a mere exception of a neighbour. */
    static final class Fault extends Error {
        private static final long serialVersionUID = 1L;

        Fault(At at) {
            super("injected at " + at);
        }
    }

    private final String name = UUID.randomUUID().toString();
    private final Moment moment;
    private final AtomicBoolean happened = new AtomicBoolean();
    private volatile long restoredCheckpoint = -1;
    private final AtomicLong completedCheckpoints = new AtomicLong();
    private volatile long crashedCheckpoint = -1;

    private Crash(Moment moment) {
        this.moment = moment;
    }

    /** A crash at the first moment in any subtask for which the answer is yes. */
    public static Crash when(Moment moment) {
        Crash crash = new Crash(moment);
        OPEN.put(crash.name, crash);
        return crash;
    }

    static Crash find(String name) {
        Crash crash = OPEN.get(name);
        if (crash == null) {
            throw new IllegalStateException("expected an open crash, was closed");
        }
        return crash;
    }

    void ask(At at, long checkpoint, Progress progress) {
        if (!happened.get() && moment.now(at, progress) && happened.compareAndSet(false, true)) {
            crashedCheckpoint = checkpoint;
            throw new Fault(at);
        }
    }

    void completed() {
        completedCheckpoints.incrementAndGet();
    }

    /** Checkpoints that were completed, counted in each subtask. */
    public long completedCheckpoints() {
        return completedCheckpoints.get();
    }

    void restored(long checkpoint) {
        restoredCheckpoint = checkpoint;
    }

    public boolean happened() {
        return happened.get();
    }

    /** Last checkpoint the crashed subtask knew to be complete; -1 for none. */
    public long crashedCheckpoint() {
        return crashedCheckpoint;
    }

    /** Checkpoint from which the job went on after the crash; -1 before. */
    public long restoredCheckpoint() {
        return restoredCheckpoint;
    }

    /** The outputs with the fault before the decisions sink. */
    public Outputs in(Outputs out) {
        return new Outputs() {
            @Override
            public void decisions(DataStream<LedgeredDecision> decisions) {
                out.decisions(decisions.transform("fault", decisions.getType(), new CrashOperator(name)));
            }

            @Override
            public void ledger(DataStream<LedgerEntry> entries) {
                out.ledger(entries);
                chainSink(entries, Uids.LEDGER_SINK);
            }

            @Override
            public void executions(DataStream<Execution> executions) {
                out.executions(executions);
            }

            @Override
            public void business(DataStream<BusinessFigures> figures) {
                out.business(figures);
            }

            @Override
            public void predictions(DataStream<Prediction> predictions) {
                out.predictions(predictions);
            }

            @Override
            public void outcomes(DataStream<Credit> credits) {
                out.outcomes(credits);
            }

            @Override
            public void deadLetters(DataStream<DeadLetter> refused) {
                out.deadLetters(refused);
            }

            @Override
            public void lateEvents(DataStream<LateEvent> late) {
                out.lateEvents(late);
            }
        };
    }

    /** The ledger's sink in the task of the fault, so that a completed checkpoint reaches the fault first. */
    private static void chainSink(DataStream<?> stream, String uid) {
        stream.getExecutionEnvironment().getTransformations().stream()
                .filter(t -> uid.equals(t.getUid()))
                .forEach(t -> ((PhysicalTransformation<?>) t).setChainingStrategy(ChainingStrategy.ALWAYS));
    }

    @Override
    public void close() {
        OPEN.remove(name);
    }
}
