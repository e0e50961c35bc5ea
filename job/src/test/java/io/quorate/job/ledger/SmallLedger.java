package io.quorate.job.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.decision.LedgerChain;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import io.quorate.schema.decision.Side;
import io.quorate.schema.decision.Trigger;
import io.quorate.schema.state.PortfolioState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Chains of time exits, written record by record across portfolios. */
final class SmallLedger {
    private final LedgerChain chain = new LedgerChain();
    private final Map<String, PortfolioState> states = new TreeMap<>();
    private final List<byte[]> records = new ArrayList<>();

    /** So many records of each portfolio after its GENESIS, in turns. */
    static SmallLedger of(int decisions, String... portfolios) {
        SmallLedger ledger = new SmallLedger();
        for (String portfolio : portfolios) {
            ledger.start(portfolio);
        }
        for (int i = 0; i < decisions; i++) {
            for (String portfolio : portfolios) {
                ledger.decide(portfolio, i);
            }
        }
        return ledger;
    }

    void start(String portfolio) {
        PortfolioState state = new PortfolioState();
        states.put(portfolio, state);
        records.add(LedgerChain.genesis(state, portfolio, "run", 1).value());
    }

    void decide(String portfolio, int i) {
        records.add(chain.append(Objects.requireNonNull(states.get(portfolio)), decision(portfolio, i))
                .value());
    }

    List<byte[]> records() {
        return records;
    }

    /** As an exported file of lines. */
    static Path write(List<byte[]> records, Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] record : records) {
            out.write(record);
            out.write('\n');
        }
        return Files.write(file, out.toByteArray());
    }

    private static Decision decision(String portfolio, int i) {
        return new Decision(
                String.format("%032x", portfolio.hashCode() * 1_000L + i),
                portfolio,
                "BTC-USD",
                1_000L * i,
                i,
                Trigger.TIMER,
                0,
                Outcome.EXIT_POSITION,
                DecisionReason.TIME_EXIT,
                Side.LONG,
                1_000_000,
                100.5 + i,
                null,
                Double.NaN,
                Double.NaN,
                -1,
                -1,
                3,
                2,
                Double.NaN,
                List.of(),
                "TIME_EXIT",
                "tsMs<1 (was " + new String(new byte[] {'2'}, UTF_8) + ")",
                99_000_000_000L,
                "f".repeat(64));
    }
}
