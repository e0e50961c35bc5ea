package io.quorate.decision;

import io.quorate.control.EpochBook;
import io.quorate.execution.Book;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import java.util.ArrayList;
import java.util.List;

/**
 * One event time of one portfolio, from the epochs in force to the ledger: what the Flink operator and the plain pipeline
 * both run.
 */
public final class PortfolioStep {

    /** Takes what a portfolio decides, in order. */
    public interface Sink {
        /** A decision and its place in the portfolio's ledger chain. */
        void decision(Decision decision, long ledgerIndex);

        void ledger(LedgerEntry entry);

        void execution(Execution execution);

        /**
         * Whether ledger records are made. Without them the chain keeps its place but no hash, and cannot be taken up again
         * with them.
         */
        default boolean ledgered() {
            return true;
        }
    }

    private final PortfolioEngine engine;
    private final LedgerChain chain = new LedgerChain();
    private final String runId;

    public PortfolioStep(String configHash, String runId) {
        this(configHash, runId, false);
    }

    /** As the other; {@code external} if an external venue fills the orders. */
    public PortfolioStep(String configHash, String runId, boolean external) {
        this.engine = new PortfolioEngine(configHash, external);
        this.runId = runId;
    }

    /** Event time after {@code tsMs} at which a timer decides next; {@link Long#MAX_VALUE} for none. */
    public long nextStepMs(PortfolioState state, long tsMs) {
        return Math.max(engine.nextDueMs(state), tsMs + 1);
    }

    /** Decides one event time; does nothing when no sample came and no timer is due. */
    public void step(
            PortfolioState state, String portfolio, long tsMs, List<Prediction> samples, EpochBook book, Sink out) {
        step(state, portfolio, tsMs, List.of(), samples, book, out);
    }

    /** As the other, after booking what an external venue did. */
    public void step(
            PortfolioState state,
            String portfolio,
            long tsMs,
            List<VenueReport> reports,
            List<Prediction> samples,
            EpochBook book,
            Sink out) {
        if (reports.isEmpty() && samples.isEmpty() && engine.nextDueMs(state) > tsMs) {
            return;
        }
        Mandate mandate = MandateBook.mandate(book, portfolio, tsMs);
        List<Prediction> own = own(state, mandate, samples);
        if (reports.isEmpty() && own.isEmpty() && engine.nextDueMs(state) > tsMs) {
            return;
        }
        boolean ledgered = out.ledgered();
        if (state.ledgerIndex == 0) {
            begin(state, portfolio, tsMs, out, ledgered);
        }
        engine.step(state, tsMs, mandate, reports, own, new DecisionSink() {
            @Override
            public void decision(Decision d) {
                if (!ledgered) {
                    out.decision(d, chain.pass(state));
                    return;
                }
                LedgerEntry entry = chain.append(state, d);
                out.decision(d, entry.index());
                out.ledger(entry);
            }

            @Override
            public void execution(Execution e) {
                out.execution(e);
            }
        });
    }

    private void begin(PortfolioState state, String portfolio, long tsMs, Sink out, boolean ledgered) {
        if (ledgered) {
            out.ledger(LedgerChain.genesis(state, portfolio, runId, tsMs));
        } else {
            chain.pass(state);
        }
    }

    /** Samples of symbols the strategy in force trades, and of others while a position or an order is left in them. */
    private static List<Prediction> own(PortfolioState state, Mandate mandate, List<Prediction> samples) {
        List<Prediction> own = samples;
        for (int i = 0; i < samples.size(); i++) {
            String symbol = samples.get(i).symbol();
            boolean kept = mandate.covers(symbol) || Book.involved(state, symbol);
            if (!kept && own == samples) {
                own = new ArrayList<>(samples.subList(0, i));
            } else if (kept && own != samples) {
                own.add(samples.get(i));
            }
        }
        return own;
    }
}
