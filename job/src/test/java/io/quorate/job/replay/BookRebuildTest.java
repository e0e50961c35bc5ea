package io.quorate.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.decision.PortfolioStep;
import io.quorate.job.control.StrategyDefaults;
import io.quorate.job.ledger.LedgerLine;
import io.quorate.job.savepoint.StateDump;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.execution.VenueReportKind;
import io.quorate.schema.state.PortfolioState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BookRebuildTest {
    private static final long HELD_MS = StrategyDefaults.SPEC.maxHoldMs();

    private final ControlBook control = ControlBook.of(List.of(
            new ControlRecord(
                    ControlKind.STRATEGY, "core", 1, 1, 0, 0, 0, "", "", "", null, null, StrategyDefaults.SPEC, null),
            held(1_000, 1, "SPY"),
            held(3_000, 2, "QQQ")));
    private final PortfolioState state = new PortfolioState();
    private final List<LedgerEntry> ledger = new ArrayList<>();

    private static ControlRecord held(long effectiveMs, long offset, String symbol) {
        return ControlRecord.execution(
                effectiveMs,
                offset,
                new VenueReport(
                        VenueReportKind.POSITION,
                        "position-" + symbol,
                        "",
                        "core",
                        symbol,
                        false,
                        Side.LONG,
                        5_000_000,
                        100,
                        0,
                        1,
                        ""));
    }

    private void step(String configHash, long tsMs) {
        new PortfolioStep(configHash, "run", true)
                .step(
                        state,
                        "core",
                        tsMs,
                        control.reports("core").getOrDefault(tsMs, List.of()),
                        List.of(),
                        control.epochs(),
                        new PortfolioStep.Sink() {
                            @Override
                            public void decision(Decision decision, long ledgerIndex) {}

                            @Override
                            public void ledger(LedgerEntry entry) {
                                ledger.add(entry);
                            }

                            @Override
                            public void execution(Execution execution) {}
                        });
    }

    @Test
    void chainThatBeganWithAPositionAtTheVenueIsRebuiltAcrossAChangeOfOptions() throws CodecException {
        step("before", 1_000);
        step("before", 3_000);
        step("before", 1_000 + HELD_MS);
        step("after", 3_000 + HELD_MS);
        assertThat(ledger).as("GENESIS alone, then two time exits").hasSize(3);

        BookRebuild book = new BookRebuild("core", control, true, Long.MAX_VALUE, e -> {});
        for (LedgerEntry entry : ledger) {
            book.accept(new LedgerLine("ledger", 0, entry.index(), entry.value()), LedgerDecoder.decode(entry.value()));
        }
        book.finish(Long.MIN_VALUE);
        assertThat(book.problem()).isNull();
        assertThat(StateDump.json(book.state())).isEqualTo(StateDump.json(state));
    }
}
