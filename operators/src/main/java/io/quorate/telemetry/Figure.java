package io.quorate.telemetry;

import java.util.List;

/** Business figures of a portfolio as of the end of its last window, shown as gauges with labels. */
public enum Figure {
    EQUITY_MICROS(List.of("portfolio"), "cash and marked positions, micro-units"),
    PROFIT_MICROS(List.of("portfolio"), "equity less the starting balance: live profit or loss, micro-units"),
    REALISED_MICROS(List.of("portfolio"), "profit or loss of the closed parts after their exit fees, micro-units"),
    FEES_MICROS(List.of("portfolio"), "fees of every fill, micro-units"),
    TRADES(List.of("portfolio"), "closed trades"),
    PROFIT_FACTOR(List.of("portfolio"), "gross profit over gross loss of the closing fills; NaN without a loss"),
    WIN_RATE(List.of("portfolio"), "closed trades with a profit, a fraction; NaN without a trade"),
    PORTFOLIO_DRAWDOWN(List.of("portfolio"), "fraction below the peak of the equity"),
    OPEN_POSITIONS(List.of("portfolio"), "open positions"),
    DECISIONS_LAST_HOUR(
            List.of("portfolio", "outcome"), "decisions of the hour of event time before the end of the window"),
    LIMIT_SHARE(List.of("portfolio", "limit"), "share of a limit that is used, in [0, 1]; NaN without a limit");

    private final List<String> labels;
    private final String meaning;

    Figure(List<String> labels, String meaning) {
        this.labels = labels;
        this.meaning = meaning;
    }

    /** Names of the labels, in the order in which their values are given. */
    public List<String> labels() {
        return labels;
    }

    /** What is shown, for a reader. */
    public String meaning() {
        return meaning;
    }
}
