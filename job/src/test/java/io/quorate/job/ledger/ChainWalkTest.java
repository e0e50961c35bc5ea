package io.quorate.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.job.ledger.ChainFault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainWalkTest {
    /** GENESIS of alpha, beta; then alpha, beta in turns: index i of alpha is at 2i, of beta at 2i + 1. */
    private final SmallLedger ledger = SmallLedger.of(9, "alpha", "beta");

    private final List<byte[]> records = new ArrayList<>(ledger.records());

    @Test
    void aWholeLedgerIsSoundAndGivesItsHeads() {
        ChainReport report = walk(List.of());
        assertThat(report.isSound()).isTrue();
        assertThat(report.records()).isEqualTo(20);
        assertThat(report.heads()).extracting(ChainHead::portfolio).containsExactly("alpha", "beta");
        assertThat(report.heads()).extracting(ChainHead::index).containsExactly(9L, 9L);
    }

    @Test
    void everyBitOfARecordCounts() {
        byte[] original = records.get(8);
        for (int at = 0; at < original.length; at++) {
            for (int bit : new int[] {0, 6}) {
                byte[] changed = original.clone();
                changed[at] ^= (byte) (1 << bit);
                records.set(8, changed);
                ChainFault first = walk(List.of()).faults().get(0);
                assertThat(first.kind()).as("byte %d", at).isEqualTo(Kind.CHANGED);
                assertThat(first.place()).as("byte %d", at).isEqualTo("ledger:9");
            }
        }
    }

    @Test
    void aRemovedRecordIsNamedByTheOneBehindIt() {
        records.remove(8);
        assertThat(walk(List.of()).faults())
                .containsExactly(new ChainFault(Kind.MISSING, "alpha", 4, "ledger:10", "expected index 4, was 5"));
    }

    @Test
    void swappedRecordsAreToldFromARemovedOne() {
        Collections.swap(records, 8, 10);
        assertThat(walk(List.of()).faults())
                .containsExactly(new ChainFault(
                        Kind.REORDERED, "alpha", 4, "ledger:9", "expected index 4, was 5; index 4 is at ledger:11"));
    }

    @Test
    void aCutTailIsShownByTheAnchoredHeads() {
        List<ChainHead> heads = walk(List.of()).heads();
        List<byte[]> cut = records.subList(0, 17);
        assertThat(ChainWalk.of(lines(cut), List.of()).isSound()).isTrue();
        assertThat(ChainWalk.of(lines(cut), heads).faults())
                .extracting(ChainFault::kind, ChainFault::portfolio, ChainFault::index, ChainFault::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.TRUNCATED, "alpha", 9L, "ledger:17"),
                        org.assertj.core.groups.Tuple.tuple(Kind.TRUNCATED, "beta", 8L, "ledger:16"));
        assertThat(ChainWalk.of(lines(List.of()), heads).faults())
                .extracting(ChainFault::index)
                .containsExactly(0L, 0L);
    }

    @Test
    void aLedgerThatGrewSinceItWasAnchoredIsSound() {
        List<ChainHead> heads = walk(List.of()).heads();
        ledger.decide("alpha", 9);
        assertThat(ChainWalk.of(lines(ledger.records()), heads).isSound()).isTrue();
    }

    @Test
    void aChainWrittenAnewIsShownByTheAnchoredHeads() {
        List<ChainHead> heads = walk(List.of()).heads();
        SmallLedger other = new SmallLedger();
        other.start("alpha");
        for (int i = 0; i < 12; i++) {
            other.decide("alpha", i == 3 ? 77 : i);
        }
        assertThat(ChainWalk.of(lines(other.records()), List.of()).isSound()).isTrue();
        assertThat(ChainWalk.of(lines(other.records()), heads).faults().get(0).kind())
                .isEqualTo(Kind.REWRITTEN);
    }

    @Test
    void aRecordSealedAgainBreaksTheLinkBehindIt() {
        SmallLedger other = new SmallLedger();
        other.start("alpha");
        for (int i = 0; i < 4; i++) {
            other.decide("alpha", i == 3 ? 77 : i);
        }
        records.set(8, other.records().get(4));
        assertThat(walk(List.of()).faults())
                .extracting(ChainFault::kind, ChainFault::index, ChainFault::place)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.CHANGED, 5L, "ledger:11"));
    }

    @Test
    void aSecondChainAndARepeatAreReported() {
        ledger.start("alpha");
        assertThat(ChainWalk.of(lines(ledger.records()), List.of()).faults())
                .extracting(ChainFault::kind, ChainFault::place)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.SECOND_CHAIN, "ledger:21"));
        records.add(records.get(19));
        assertThat(walk(List.of()).faults())
                .extracting(ChainFault::kind, ChainFault::portfolio, ChainFault::index)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.REPEATED, "beta", 10L));
    }

    private ChainReport walk(List<ChainHead> anchored) {
        return ChainWalk.of(lines(records), anchored);
    }

    private static LedgerSource lines(List<byte[]> records) {
        return sink -> {
            for (int i = 0; i < records.size(); i++) {
                sink.accept(new LedgerLine("ledger", LedgerLine.LINES, i + 1, records.get(i)));
            }
        };
    }
}
