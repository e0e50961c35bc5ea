package io.quorate.job.bench;

import io.quorate.job.topology.Outputs;
import io.quorate.job.topology.Uids;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.ExecutionCodec;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Sinks that count what the job emits; decisions, ledger and executions are encoded as for Kafka. */
final class MemoryOutputs implements Outputs {

    private final String decisions;
    private final String ledger;
    private final String executions;

    /** Outputs that count into the tallies of these names. */
    MemoryOutputs(String decisions, String ledger, String executions) {
        this.decisions = decisions;
        this.ledger = ledger;
        this.executions = executions;
    }

    @Override
    public void decisions(DataStream<LedgeredDecision> stream) {
        stream.sinkTo(new TallySink<>(decisions, d -> DecisionCodec.lean(d.decision(), d.ledgerIndex())))
                .name("decisions")
                .uid(Uids.DECISIONS_SINK);
    }

    @Override
    public void ledger(DataStream<LedgerEntry> entries) {
        entries.sinkTo(new TallySink<>(ledger, LedgerEntry::value))
                .name("ledger")
                .uid(Uids.LEDGER_SINK);
    }

    @Override
    public void executions(DataStream<Execution> stream) {
        stream.sinkTo(new TallySink<>(executions, ExecutionCodec::encode))
                .name("executions")
                .uid(Uids.EXECUTIONS_SINK);
    }

    @Override
    public void predictions(DataStream<Prediction> predictions) {
        // off by default
    }

    @Override
    public void outcomes(DataStream<Credit> credits) {
        // off by default
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> refused) {
        // nothing is refused
    }

    @Override
    public void lateEvents(DataStream<LateEvent> late) {
        // nothing is late
    }
}
