package io.quorate.schema.decision;

import java.util.Arrays;
import java.util.Objects;

/**
 * The encoded ledger record of a portfolio, ready for the exactly-once sink.
 *
 * @param portfolio key of the record
 * @param tsMs event time
 * @param index position in the portfolio's chain; 0 is the GENESIS record
 * @param hash SHA-256 of the record up to its hash field, lower-case hex
 * @param value JSON bytes
 */
public record LedgerEntry(String portfolio, long tsMs, long index, String hash, byte[] value) {

    @Override
    public boolean equals(Object o) {
        return o instanceof LedgerEntry e
                && portfolio.equals(e.portfolio)
                && tsMs == e.tsMs
                && index == e.index
                && hash.equals(e.hash)
                && Arrays.equals(value, e.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(portfolio, index, hash);
    }
}
