package io.quorate.job.replay;

import io.quorate.control.EpochBook;
import io.quorate.decision.PortfolioStep;
import io.quorate.job.ledger.LedgerLine;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgerRecord;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.PortfolioState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The book of one portfolio from its ledger chain and the control log: every step is made again with what the records say
 * the portfolio saw, and must give those records again, byte for byte. So the book needs no rules of its own, and a record
 * that does not lead to itself is found. Not thread-safe.
 */
final class BookRebuild {
    private final String portfolio;
    private final EpochBook epochs;
    private final TreeMap<Long, List<VenueReport>> reports;
    private final boolean external;
    private final Consumer<Execution> executions;
    private final long untilIndex;
    private final PortfolioState state = new PortfolioState();
    private final List<LedgerLine> lines = new ArrayList<>();
    private final List<LedgerRecord> records = new ArrayList<>();
    private final List<LedgerEntry> made = new ArrayList<>();
    private @Nullable PortfolioStep step;
    private String runId = "";
    private String configHash = "";
    private long steppedMs = Long.MIN_VALUE;
    private @Nullable String problem;

    /**
     * An empty book.
     *
     * @param control the control log
     * @param external whether an external venue filled the orders
     * @param untilIndex ledger index before which the book ends
     */
    BookRebuild(
            String portfolio, ControlBook control, boolean external, long untilIndex, Consumer<Execution> executions) {
        this.portfolio = portfolio;
        this.epochs = control.epochs();
        this.reports = external ? control.reports(portfolio) : new TreeMap<>();
        this.external = external;
        this.untilIndex = untilIndex;
        this.executions = executions;
    }

    /** Takes the next record of the chain; those of one event time are one step. */
    void accept(LedgerLine line, LedgerRecord record) {
        if (problem != null || record.index() >= untilIndex) {
            return;
        }
        if (!records.isEmpty() && records.get(0).tsMs() != record.tsMs()) {
            step();
        }
        lines.add(line);
        records.add(record);
    }

    /**
     * Makes the last step, and those of timers that decided nothing.
     *
     * @param untilMs event time that had passed; {@link Long#MIN_VALUE} when it is not known
     */
    void finish(long untilMs) {
        if (problem == null && !records.isEmpty()) {
            step();
        }
        PortfolioStep stepping = step;
        if (problem == null && stepping != null && untilMs != Long.MIN_VALUE) {
            timersBefore(stepping, untilMs == Long.MAX_VALUE ? untilMs : untilMs + 1);
        }
    }

    private void step() {
        long tsMs = records.get(0).tsMs();
        List<Prediction> samples = new ArrayList<>();
        for (LedgerRecord r : records) {
            Decision decision = r.decision();
            if (decision == null) {
                runId = r.runId();
            } else if (decision.trigger() == Trigger.SAMPLE) {
                Prediction prediction = r.prediction();
                if (prediction == null) {
                    problem = at(r) + ": expected what the portfolio saw in the record, was one of an earlier build";
                    return;
                }
                samples.add(prediction);
            }
        }
        PortfolioStep stepping = stepping();
        timersBefore(stepping, tsMs);
        if (problem == null) {
            made.clear();
            stepping.step(state, portfolio, tsMs, reportsAt(tsMs), samples, epochs, new Outputs());
            steppedMs = tsMs;
            compare();
        }
        lines.clear();
        records.clear();
    }

    private List<VenueReport> reportsAt(long tsMs) {
        List<VenueReport> now = reports.remove(tsMs);
        return now == null ? List.of() : now;
    }

    private long nextMs(PortfolioStep stepping) {
        long timerMs = stepping.nextStepMs(state, steppedMs);
        return reports.isEmpty() ? timerMs : Math.min(timerMs, reports.firstKey());
    }

    /** A fill of an external venue, or a timer that is set anew, decides nothing, yet changes the book. */
    private void timersBefore(PortfolioStep stepping, long beforeMs) {
        if (steppedMs == Long.MIN_VALUE) {
            return;
        }
        for (long nextMs = nextMs(stepping); nextMs < beforeMs; nextMs = nextMs(stepping)) {
            made.clear();
            stepping.step(state, portfolio, nextMs, reportsAt(nextMs), List.of(), epochs, new Outputs());
            steppedMs = nextMs;
            if (!made.isEmpty()) {
                problem = "portfolio " + portfolio + ": expected a decision at " + nextMs + " in the ledger, was none";
                return;
            }
        }
    }

    /** GENESIS alone, made by what a venue told, names no options; those of later records may be of another start. */
    private PortfolioStep stepping() {
        PortfolioStep stepping = step;
        for (LedgerRecord r : records) {
            Decision decision = r.decision();
            if (decision != null && !decision.configHash().equals(configHash)) {
                configHash = decision.configHash();
                stepping = null;
            }
        }
        if (stepping == null) {
            stepping = new PortfolioStep(configHash, runId, external);
            step = stepping;
        }
        return stepping;
    }

    private void compare() {
        for (int i = 0; i < Math.max(made.size(), records.size()); i++) {
            if (i >= made.size()) {
                problem = at(records.get(i)) + ": expected no such decision, was one in the ledger";
                return;
            }
            if (i >= records.size()) {
                problem = "portfolio " + portfolio + " index " + made.get(i).index()
                        + ": expected a decision in the ledger, was none";
                return;
            }
            byte[] logged = lines.get(i).value();
            if (!Arrays.equals(logged, made.get(i).value())) {
                problem = at(records.get(i)) + " (" + lines.get(i).place() + "): "
                        + LedgerDifference.of(logged, made.get(i).value());
                return;
            }
        }
    }

    private String at(LedgerRecord r) {
        return "portfolio " + portfolio + " index " + r.index();
    }

    private final class Outputs implements PortfolioStep.Sink {
        @Override
        public void decision(Decision decision, long ledgerIndex) {
            // its ledger record says all of it
        }

        @Override
        public void ledger(LedgerEntry entry) {
            made.add(entry);
        }

        @Override
        public void execution(Execution execution) {
            executions.accept(execution);
        }
    }

    PortfolioState state() {
        return state;
    }

    /** Why the book ends early; null when it does not. */
    @Nullable
    String problem() {
        return problem;
    }
}
