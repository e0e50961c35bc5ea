package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.codec.LedgerDecoder;
import io.quorate.schema.codec.LedgerVerifier;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.state.PortfolioState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerChainTest {

    private final LedgerChain chain = new LedgerChain();

    @Test
    void decisionsOfAPortfolioFormOneChain() throws Exception {
        Desk desk = new Desk(new Terms());
        for (int i = 0; i < 20; i++) {
            desk.play(Tick.at(1000L * i).price(100 + i % 7).says(0.2 + 0.03 * i));
        }
        List<byte[]> ledger = new ArrayList<>();
        ledger.add(LedgerChain.genesis(desk.state, "core", "run-1", 0).value());
        LedgerEntry last = null;
        for (Decision decision : desk.decisions) {
            last = chain.append(desk.state, decision);
            ledger.add(last.value());
        }
        assertThat(LedgerVerifier.firstFault(ledger)).isNull();
        assertThat(desk.state.ledgerIndex).isEqualTo(desk.decisions.size() + 1);
        assertThat(desk.state.ledgerHead).isEqualTo(Objects.requireNonNull(last).hash());
        for (int i = 0; i < desk.decisions.size(); i++) {
            Decision read = Objects.requireNonNull(
                    LedgerDecoder.decode(ledger.get(i + 1)).decision());
            Decision written = desk.decisions.get(i);
            assertThat(read.id()).isEqualTo(written.id());
            assertThat(read.components()).isEqualTo(written.components());
            assertThat(read.counterfactual()).isEqualTo(written.counterfactual());
        }
    }

    @Test
    void chainStartsOnceAndFirst() {
        PortfolioState state = new PortfolioState();
        Desk desk = new Desk(new Terms());
        desk.play(Tick.at(1000));
        assertThatThrownBy(() -> chain.append(state, desk.decisions.get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a chain started by GENESIS, was empty");
        assertThat(LedgerChain.genesis(state, "core", "run-1", 0).index()).isZero();
        assertThat(chain.append(state, desk.decisions.get(0)).index()).isEqualTo(1);
        assertThatThrownBy(() -> LedgerChain.genesis(state, "core", "run-1", 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("expected a chain not started, was at index 2");
    }
}
