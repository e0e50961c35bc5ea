package io.quorate.decision;

import io.quorate.control.EpochBook;
import io.quorate.schema.control.ControlRecord;

/** Reads the mandate of a portfolio out of the epochs in force at an event time. */
public final class MandateBook {

    private MandateBook() {}

    public static Mandate mandate(EpochBook book, String portfolio, long tsMs) {
        ControlRecord strategy = book.strategyAt(portfolio, tsMs);
        ControlRecord limits = book.limitsAt(portfolio, tsMs);
        return new Mandate(
                portfolio,
                strategy == null ? null : strategy.strategy(),
                strategy == null ? -1 : strategy.version(),
                limits == null ? null : limits.limits(),
                limits == null ? -1 : limits.version(),
                book.killedAt(portfolio, tsMs),
                book.drawdownResetMs(portfolio, tsMs),
                symbol -> book.forcedExitMs(portfolio, symbol, tsMs));
    }
}
