package io.quorate.job.topology;

import java.util.List;

/** Identity of every operator with state, pinned for ever: a changed uid loses its state on restore. */
public final class Uids {

    public static final String MARKET_SOURCE = "market-source";
    public static final String GATE = "lateness-gate";
    public static final String RELEASE = "release";
    public static final String BARS = "bars";
    public static final String SAMPLES = "samples";
    public static final String FEATURES = "features";
    public static final String CONTROL_SOURCE = "control-source";
    public static final String RUN_LEASE = "run-lease";
    public static final String FRONTIER = "frontier";
    public static final String SCORE = "score";
    public static final String OUTCOMES = "outcomes";
    public static final String SCORECARD = "scorecard";
    public static final String FEATURE_SKETCH = "feature-sketch";
    public static final String MEMBER_SKETCH = "member-sketch";
    public static final String QUALITY = "quality";
    public static final String FAN_OUT = "fan-out";
    public static final String EXECUTION_ROUTING = "execution-routing";
    public static final String DECIDE = "decide-and-risk";
    public static final String MARKET_TIME = "market-time";
    public static final String MARKET_SIGNALS = "market-signals";
    public static final String REQUESTS_SOURCE = "requests-source";
    public static final String ACKS_SOURCE = "acks-source";
    public static final String REPORTS_SOURCE = "reports-source";
    public static final String SEQUENCER = "control-sequencer";
    public static final String REFUSALS = "refused-requests";
    public static final String CONTROL_WATCH = "control-watch";
    public static final String DECISIONS_SINK = "decisions-sink";
    public static final String LEDGER_SINK = "ledger-sink";
    public static final String EXECUTIONS_SINK = "executions-sink";
    public static final String BUSINESS_SINK = "business-sink";
    public static final String PREDICTIONS_SINK = "predictions-sink";
    public static final String OUTCOMES_SINK = "outcomes-sink";
    public static final String FEATURES_SINK = "features-sink";
    public static final String FEATURE_LOG_SINK = "feature-log-sink";
    public static final String MODEL_QUALITY_SINK = "model-quality-sink";
    public static final String DEAD_LETTERS_SINK = "dead-letters-sink";
    public static final String LATE_EVENTS_SINK = "late-events-sink";
    public static final String SHADOWS_SINK = "shadows-sink";
    public static final String ALERTS_SINK = "alerts-sink";

    private Uids() {}

    /** Every uid, in the order of the walk. */
    public static List<String> all() {
        return List.of(
                MARKET_SOURCE,
                GATE,
                RELEASE,
                BARS,
                SAMPLES,
                FEATURES,
                CONTROL_SOURCE,
                RUN_LEASE,
                FRONTIER,
                SCORE,
                OUTCOMES,
                SCORECARD,
                FEATURE_SKETCH,
                MEMBER_SKETCH,
                QUALITY,
                FAN_OUT,
                EXECUTION_ROUTING,
                DECIDE,
                MARKET_TIME,
                MARKET_SIGNALS,
                REQUESTS_SOURCE,
                ACKS_SOURCE,
                REPORTS_SOURCE,
                SEQUENCER,
                REFUSALS,
                CONTROL_WATCH,
                DECISIONS_SINK,
                LEDGER_SINK,
                EXECUTIONS_SINK,
                BUSINESS_SINK,
                PREDICTIONS_SINK,
                OUTCOMES_SINK,
                FEATURES_SINK,
                FEATURE_LOG_SINK,
                MODEL_QUALITY_SINK,
                DEAD_LETTERS_SINK,
                LATE_EVENTS_SINK,
                SHADOWS_SINK,
                ALERTS_SINK);
    }
}
