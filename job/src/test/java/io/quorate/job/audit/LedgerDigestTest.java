package io.quorate.job.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerDigestTest {
    private final LedgerDigest expected = new LedgerDigest();
    private final LedgerDigest seen = new LedgerDigest();

    @Test
    void aRecordThatIsMissingInTheMiddleIsCounted() {
        for (int i = 0; i < 5; i++) {
            expected.add("a", i, bytes("r" + i));
        }
        seen.add("a", 0, bytes("r0"));
        seen.add("a", 4, bytes("r4"));
        assertThat(expected.without(seen)).isEqualTo(3);
        assertThat(expected.differing(seen)).isZero();
        assertThat(seen.size()).isEqualTo(2);
    }

    @Test
    void aRecordWithOtherBytesDiffersButIsNotMissing() {
        expected.add("a", 0, bytes("right"));
        seen.add("a", 0, bytes("wrong"));
        assertThat(expected.without(seen)).isZero();
        assertThat(expected.differing(seen)).isOne();
    }

    @Test
    void aSecondRecordAtAPlaceIsARepeatOrAChange() {
        assertThat(seen.add("a", 0, bytes("x"))).isEqualTo(LedgerDigest.Place.NEW);
        assertThat(seen.add("a", 0, bytes("x"))).isEqualTo(LedgerDigest.Place.REPEATED);
        assertThat(seen.add("a", 0, bytes("y"))).isEqualTo(LedgerDigest.Place.CHANGED);
        assertThat(seen.add("b", 0, bytes("x"))).isEqualTo(LedgerDigest.Place.NEW);
        assertThat(seen.size()).isEqualTo(2);
    }

    @Test
    void recordsBeyondWhatIsExpectedAreNoFault() {
        expected.add("a", 0, bytes("r0"));
        seen.add("a", 0, bytes("r0"));
        seen.add("a", 1, bytes("r1"));
        seen.add("c", 0, bytes("r0"));
        assertThat(expected.without(seen)).isZero();
        assertThat(expected.differing(seen)).isZero();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
