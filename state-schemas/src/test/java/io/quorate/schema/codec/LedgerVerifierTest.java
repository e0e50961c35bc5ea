package io.quorate.schema.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerVerifierTest {

    private static List<byte[]> chain(String portfolio, int decisions) {
        List<byte[]> chain = new ArrayList<>();
        LedgerEntry last = LedgerCodec.genesis(portfolio, "run-1", 5);
        chain.add(last.value());
        for (int i = 0; i < decisions; i++) {
            last = LedgerCodec.encode(
                    DecisionFixtures.sample(
                            portfolio, String.format("%032x", i), Outcome.NO_ACTION, DecisionReason.LOW_CONFIDENCE),
                    last.index() + 1,
                    last.hash());
            chain.add(last.value());
        }
        return chain;
    }

    private static LedgerVerifier.Fault fault(List<byte[]> ledger) {
        return Objects.requireNonNull(LedgerVerifier.firstFault(ledger), "expected a fault, was sound");
    }

    @Test
    void soundChainHasNoFault() {
        LedgerVerifier verifier = new LedgerVerifier();
        for (byte[] value : chain("core", 10)) {
            assertThat(verifier.accept(value)).isNull();
        }
        assertThat(verifier.headIndex("core")).isEqualTo(10);
        assertThat(verifier.headHash("core")).hasSize(64);
        assertThat(verifier.headIndex("other")).isEqualTo(-1);
    }

    @Test
    void everyFlippedBitIsFoundInItsRecord() {
        List<byte[]> chain = chain("core", 2);
        byte[] target = chain.get(1);
        for (int bit = 0; bit < target.length * 8; bit++) {
            target[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(fault(chain).record()).as("bit %d", bit).isEqualTo(1);
            target[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(LedgerVerifier.firstFault(chain)).isNull();
    }

    @Test
    void changedContentIsNamed() {
        List<byte[]> chain = chain("core", 5);
        chain.set(
                3,
                new String(chain.get(3), UTF_8)
                        .replace("LOW_CONFIDENCE", "SIZE_ZERO")
                        .getBytes(UTF_8));
        LedgerVerifier.Fault fault = fault(chain);
        assertThat(fault.record()).isEqualTo(3);
        assertThat(fault.portfolio()).isEqualTo("core");
        assertThat(fault.index()).isEqualTo(3);
        assertThat(fault.problem()).startsWith("expected the hash of its bytes");
    }

    @Test
    void recordRewrittenWithItsOwnHashBreaksTheNext() {
        List<byte[]> chain = chain("core", 5);
        LedgerEntry before = LedgerCodec.encode(
                DecisionFixtures.sample("%032x".formatted(99), Outcome.NO_ACTION, DecisionReason.SIZE_ZERO),
                3,
                hash(chain.get(2)));
        chain.set(3, before.value());
        LedgerVerifier.Fault fault = fault(chain);
        assertThat(fault.record()).isEqualTo(4);
        assertThat(fault.problem()).startsWith("expected previous hash " + before.hash());
    }

    private static String hash(byte[] value) {
        String json = new String(value, UTF_8);
        return json.substring(json.length() - 66, json.length() - 2);
    }

    @Test
    void removedRecordIsNamedByTheIndexThatIsMissing() {
        List<byte[]> chain = chain("core", 5);
        chain.remove(2);
        assertThat(fault(chain)).isEqualTo(new LedgerVerifier.Fault(2, "core", 2, "expected index 2, was 3"));
        List<byte[]> headless = chain("core", 5);
        headless.remove(0);
        assertThat(fault(headless).problem()).isEqualTo("expected index 0, was 1");
    }

    @Test
    void swappedAndRepeatedRecordsAreNamed() {
        List<byte[]> swapped = chain("core", 5);
        Collections.swap(swapped, 2, 3);
        assertThat(fault(swapped)).isEqualTo(new LedgerVerifier.Fault(2, "core", 2, "expected index 2, was 3"));
        List<byte[]> repeated = chain("core", 5);
        repeated.add(3, repeated.get(2));
        assertThat(fault(repeated)).isEqualTo(new LedgerVerifier.Fault(3, "core", 3, "expected index 3, was 2"));
    }

    @Test
    void chainsOfSeveralPortfoliosInterleave() {
        List<byte[]> both = chain("a", 3);
        both.addAll(2, chain("b", 3));
        assertThat(LedgerVerifier.firstFault(both)).isNull();
        both.remove(4);
        assertThat(fault(both)).isEqualTo(new LedgerVerifier.Fault(4, "b", 2, "expected index 2, was 3"));
        byte[] genesis = chain("b", 0).get(0);
        assertThat(fault(List.of(genesis, genesis)).problem()).isEqualTo("expected index 1, was 0");
    }
}
