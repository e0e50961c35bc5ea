package io.quorate.job.backtest;

import io.quorate.backtest.BacktestRecorder;
import io.quorate.backtest.BacktestSinks;
import io.quorate.backtest.PipelineSink;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.model.Prediction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Where a run's records go: to the recorder, to the output, and into a digest of every decision. */
final class RunSinks implements BacktestSinks {

    private final BacktestRecorder recorder;
    private final BacktestOutput output;
    private final boolean ledger;
    private final boolean digested;
    private final Map<String, PortfolioSink> portfolios = new TreeMap<>();

    RunSinks(BacktestRecorder recorder, BacktestOutput output, boolean ledger) {
        this.recorder = recorder;
        this.output = output;
        this.ledger = ledger;
        this.digested = output != BacktestOutput.NONE;
    }

    @Override
    public PipelineSink common() {
        return recorder.common();
    }

    @Override
    public PipelineSink portfolio(String portfolio, String member) {
        PipelineSink recording = recorder.portfolio(portfolio, member);
        if (!member.isEmpty()) {
            return recording;
        }
        PortfolioSink sink = new PortfolioSink(recording, output.portfolio(portfolio));
        portfolios.put(portfolio, sink);
        return sink;
    }

    @Override
    public void passed(long tsMs) {
        output.passed(tsMs);
    }

    /**
     * SHA-256 over portfolio and SHA-256 of its decisions as their bytes on the topic, a line feed after each, portfolios
     * in name order; empty when nothing was written.
     */
    String decisionHash() {
        if (!digested) {
            return "";
        }
        MessageDigest all = sha256();
        portfolios.forEach((name, sink) -> all.update(
                (name + " " + HexFormat.of().formatHex(sink.digest.digest()) + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private final class PortfolioSink implements PipelineSink {
        private final PipelineSink recording;
        private final PipelineSink writing;
        private final MessageDigest digest = sha256();

        private PortfolioSink(PipelineSink recording, PipelineSink writing) {
            this.recording = recording;
            this.writing = writing;
        }

        @Override
        public boolean ledgered() {
            return ledger;
        }

        @Override
        public void prediction(Prediction prediction) {
            recording.prediction(prediction);
        }

        @Override
        public void decision(Decision decision, long ledgerIndex) {
            recording.decision(decision, ledgerIndex);
            if (digested) {
                digest.update(DecisionCodec.lean(decision, ledgerIndex));
                digest.update((byte) '\n');
                writing.decision(decision, ledgerIndex);
            }
        }

        @Override
        public void ledger(LedgerEntry entry) {
            writing.ledger(entry);
        }

        @Override
        public void execution(Execution execution) {
            recording.execution(execution);
            writing.execution(execution);
        }
    }
}
