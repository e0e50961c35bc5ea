package io.quorate.schema.decision;

/**
 * Why a decision has its outcome. The name is the reason code on the wire; codes are never renamed or reused.
 * docs/decisions.md is held against this list by a test.
 */
public enum DecisionReason {
    SIGNAL(Outcome.TAKE_ACTION, "confidence, limits and risk score allowed the entry"),
    LOW_CONFIDENCE(Outcome.NO_ACTION, "confidence below the strategy's threshold, or no side"),
    NO_ENSEMBLE(Outcome.NO_ACTION, "no ensemble in force at the event time"),
    DEGRADED(Outcome.NO_ACTION, "fewer than two members answered"),
    LAYOUT_MISMATCH(Outcome.NO_ACTION, "the ensemble in force was trained on another feature layout"),
    TARGET_NOT_DIRECTIONAL(Outcome.NO_ACTION, "the ensemble's target may not size a side"),
    NOT_FINITE(Outcome.NO_ACTION, "a number needed for the decision was NaN or infinite"),
    SIDE_NOT_ALLOWED(Outcome.NO_ACTION, "the strategy does not allow the signalled side, or not the symbol"),
    ALREADY_POSITIONED(Outcome.NO_ACTION, "a position or a pending entry already exists"),
    EXITED_THIS_SAMPLE(Outcome.NO_ACTION, "an exit was filled in this sample; entry no earlier than the next"),
    SIZE_ZERO(Outcome.NO_ACTION, "the size came out below the smallest unit or lot"),
    ORDER_EXPIRED(Outcome.NO_ACTION, "an unfilled entry expired and its reservation ended (TIMER)"),
    STOP_LOSS(Outcome.EXIT_POSITION, "the stop loss was touched"),
    TRAILING_STOP(Outcome.EXIT_POSITION, "the trailing stop was touched"),
    TAKE_PROFIT(Outcome.EXIT_POSITION, "the target was touched"),
    TIME_EXIT(Outcome.EXIT_POSITION, "the holding time has passed (TIMER)"),
    SIGNAL_REVERSAL(Outcome.EXIT_POSITION, "the ensemble turned to the other side with enough confidence"),
    REGIME_EXIT(Outcome.EXIT_POSITION, "the volatility regime turned high"),
    KILLED(Outcome.RISK_REJECTED, "kill switch in force"),
    HEAT(Outcome.RISK_REJECTED, "portfolio heat after the entry above its limit"),
    GROSS_EXPOSURE(Outcome.RISK_REJECTED, "summed notional above its limit"),
    NET_EXPOSURE(Outcome.RISK_REJECTED, "signed notional above its limit"),
    SYMBOL_EXPOSURE(Outcome.RISK_REJECTED, "notional of the symbol above its limit"),
    DRAWDOWN(Outcome.RISK_REJECTED, "drawdown above its limit, or latched"),
    LOSS_STREAK(Outcome.RISK_REJECTED, "cool-down after consecutive losses"),
    DAILY_LOSS(Outcome.RISK_REJECTED, "loss of the UTC day above its limit"),
    ORDER_RATE(Outcome.RISK_REJECTED, "entries of the last hour above their limit"),
    STALE_DATA(Outcome.RISK_REJECTED, "an open position's last price is too old to value the book"),
    NO_LIMITS(Outcome.RISK_REJECTED, "no LIMITS epoch in force for the portfolio"),
    RISK_SCORE(Outcome.RISK_REJECTED, "weighted risk score above its maximum"),
    ROI(Outcome.EXIT_POSITION, "the profit is enough for the time held (SAMPLE or TIMER)"),
    PARTIAL_TAKE_PROFIT(Outcome.EXIT_POSITION, "a partial level was touched; closes part of the position"),
    FORCED_EXIT(Outcome.EXIT_POSITION, "a FORCE_EXIT names the portfolio or symbol (TIMER)"),
    ORDER_CANCELLED(Outcome.NO_ACTION, "a pending entry was cancelled by KILL or FORCE_EXIT (TIMER)"),
    BELOW_MIN_NOTIONAL(Outcome.NO_ACTION, "the size is worth less than the venue accepts"),
    CORRELATION(Outcome.RISK_REJECTED, "correlation with a position of the book above its limit, or unknown"),
    CORRELATED_HEAT(Outcome.RISK_REJECTED, "correlation-adjusted heat above its limit"),
    CONCENTRATION(Outcome.RISK_REJECTED, "effective bets below their least share of the bets"),
    GROUP_EXPOSURE(Outcome.RISK_REJECTED, "notional of the symbol's group above its limit"),
    VOLATILITY_REGIME(Outcome.RISK_REJECTED, "volatility regime high or unknown"),
    VOLATILITY(Outcome.RISK_REJECTED, "average true range above its limit, or unknown");

    private final Outcome outcome;
    private final String meaning;

    DecisionReason(Outcome outcome, String meaning) {
        this.outcome = outcome;
        this.meaning = meaning;
    }

    /** The only outcome it is given with. */
    public Outcome outcome() {
        return outcome;
    }

    /** When it is given, for a reader. */
    public String meaning() {
        return meaning;
    }
}
