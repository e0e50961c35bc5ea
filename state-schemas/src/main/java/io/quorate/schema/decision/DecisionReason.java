package io.quorate.schema.decision;

/** Why a decision has its outcome. The name is the reason code on the wire; codes are never renamed or reused. */
public enum DecisionReason {
    // TAKE_ACTION
    /** Confidence, limits and risk score allowed the entry. */
    SIGNAL,
    // NO_ACTION
    /** Confidence below the strategy's threshold. */
    LOW_CONFIDENCE,
    /** No ensemble was in force at the event time. */
    NO_ENSEMBLE,
    /** Fewer than two members answered. */
    DEGRADED,
    /** The ensemble in force was trained on another feature layout. */
    LAYOUT_MISMATCH,
    /** The ensemble's target may not size a side. */
    TARGET_NOT_DIRECTIONAL,
    /** A number needed for the decision was NaN. */
    NOT_FINITE,
    /** The strategy does not allow the signalled side. */
    SIDE_NOT_ALLOWED,
    /** A position or a pending entry already exists. */
    ALREADY_POSITIONED,
    /** An exit was filled in this sample; entry no earlier than the next. */
    EXITED_THIS_SAMPLE,
    /** The size came out below the smallest unit. */
    SIZE_ZERO,
    /** An unfilled entry order expired and its reservation ended (TIMER). */
    ORDER_EXPIRED,
    // EXIT_POSITION
    STOP_LOSS,
    TRAILING_STOP,
    TAKE_PROFIT,
    TIME_EXIT,
    SIGNAL_REVERSAL,
    REGIME_EXIT,
    // RISK_REJECTED
    /** Kill switch in force. */
    KILLED,
    /** Portfolio heat after the entry above its limit. */
    HEAT,
    GROSS_EXPOSURE,
    NET_EXPOSURE,
    SYMBOL_EXPOSURE,
    /** Drawdown latch set. */
    DRAWDOWN,
    /** Cool-down after consecutive losses. */
    LOSS_STREAK,
    DAILY_LOSS,
    ORDER_RATE,
    /** An open position's last price is too old to value the book. */
    STALE_DATA,
    /** No LIMITS epoch in force for the portfolio. */
    NO_LIMITS,
    /** Weighted risk score above its maximum. */
    RISK_SCORE
}
