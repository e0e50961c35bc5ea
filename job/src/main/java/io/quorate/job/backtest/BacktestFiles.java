package io.quorate.job.backtest;

import io.quorate.backtest.PipelineSink;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.table.RecordTable;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.execution.Execution;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a backtest in a folder: decisions and orders as they come, by event time, then portfolio; trades, equity
 * and metrics at the end. All of them appear when the run is whole; before they are called {@code NAME.part}.
 */
public final class BacktestFiles implements BacktestOutput, AutoCloseable {

    private final Path folder;
    private final String ending;
    private final RecordTable decisions;
    private final RecordTable orders;
    private final @Nullable OutputStream ledger;
    private final TreeMap<String, Buffer> buffers = new TreeMap<>();
    private boolean complete;

    /** A record with its time, until its block is written. */
    private record Timed(long tsMs, Object record) {}

    /**
     * Begins the tables; throws UserError when the folder cannot be written.
     *
     * @param ending csv, csv.gz or parquet
     * @param ledger whether the ledger is written, too, as ledger.jsonl
     */
    public BacktestFiles(Path folder, String ending, boolean ledger) {
        this.folder = folder;
        this.ending = ending;
        this.decisions = RecordTable.open(table("decisions"), RecordRows.DECISIONS);
        this.orders = RecordTable.open(table("orders"), RecordRows.ORDERS);
        try {
            this.ledger = ledger ? new BufferedOutputStream(Files.newOutputStream(ledgerPart()), 1 << 16) : null;
        } catch (IOException e) {
            throw unwritable(ledgerPart(), e);
        }
    }

    private Path table(String name) {
        return folder.resolve(name + "." + ending);
    }

    private Path ledgerPart() {
        return folder.resolve("ledger.jsonl.part");
    }

    @Override
    public PipelineSink portfolio(String portfolio) {
        return buffers.computeIfAbsent(portfolio, name -> new Buffer());
    }

    /** What one portfolio did since the last block was written. */
    private static final class Buffer implements PipelineSink {
        private final List<Timed> records = new ArrayList<>();

        @Override
        public void decision(Decision decision, long ledgerIndex) {
            records.add(new Timed(decision.tsMs(), decision));
        }

        @Override
        public void ledger(LedgerEntry entry) {
            records.add(new Timed(entry.tsMs(), entry));
        }

        @Override
        public void execution(Execution execution) {
            records.add(new Timed(execution.tsMs(), execution));
        }
    }

    @Override
    public void passed(long tsMs) {
        List<Timed> block = new ArrayList<>();
        for (Buffer buffer : buffers.values()) {
            block.addAll(buffer.records);
            buffer.records.clear();
        }
        if (buffers.size() > 1) {
            block.sort(Comparator.comparingLong(Timed::tsMs));
        }
        for (Timed timed : block) {
            write(timed.record);
        }
    }

    private void write(Object record) {
        if (record instanceof Decision d) {
            RecordRows.decision(decisions, d);
        } else if (record instanceof Execution e) {
            RecordRows.execution(orders, e);
        } else if (record instanceof LedgerEntry entry) {
            OutputStream out = ledger;
            if (out != null) {
                try {
                    out.write(entry.value());
                    out.write('\n');
                } catch (IOException e) {
                    throw unwritable(ledgerPart(), e);
                }
            }
        }
    }

    /** Writes the rest and gives every file its name. */
    public void finish(BacktestResult result, String metricsJson) {
        try (RecordTable trades = RecordTable.open(table("trades"), RecordRows.TRADES);
                RecordTable equity = RecordTable.open(table("equity"), RecordRows.EQUITY)) {
            for (MeasuredRun run : result.portfolios()) {
                run.run().trades().forEach(trade -> RecordRows.trade(trades, trade));
                RecordRows.equity(equity, "ensemble", run.run().equity());
            }
            result.holdings()
                    .forEach(held ->
                            RecordRows.equity(equity, "buy-and-hold", held.run().equity()));
            result.members()
                    .forEach(member -> RecordRows.equity(
                            equity, member.run().member(), member.run().equity()));
            decisions.commit();
            orders.commit();
            trades.commit();
            equity.commit();
        }
        commitLedger();
        OutputFolder.write(folder.resolve("metrics.json"), metricsJson + "\n");
        complete = true;
    }

    private void commitLedger() {
        OutputStream out = ledger;
        if (out == null) {
            return;
        }
        try {
            out.close();
            Files.move(ledgerPart(), folder.resolve("ledger.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(ledgerPart(), e);
        }
    }

    private static UserError unwritable(Path file, IOException e) {
        return UserError.failed("expected to write " + file + ", was " + RootCause.of(e), e);
    }

    /** Drops what is not whole. */
    @Override
    public void close() {
        decisions.close();
        orders.close();
        OutputStream out = ledger;
        if (complete || out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            // What matters is that it does not bear its name.
        }
        try {
            Files.deleteIfExists(ledgerPart());
        } catch (IOException e) {
            // Likewise.
        }
    }
}
