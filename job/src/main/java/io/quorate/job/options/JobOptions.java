package io.quorate.job.options;

import io.quorate.feature.HigherTimeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The catalogue: every option of the job, declared once, in the order of the documentation. */
public final class JobOptions {
    /** Keys that start so are handed to the Kafka clients without the prefix. */
    public static final String KAFKA_PREFIX = "kafka.properties.";

    private static final List<Option<?>> CATALOGUE = new ArrayList<>();

    private static final Pattern ANY = Pattern.compile(".*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    private static final Pattern HTTP = Pattern.compile("(https?://[^\\s]+)?");
    private static final Pattern HOST_PORTS = Pattern.compile("[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*");

    public static final Option<String> RUN_ID = add(
            Option.of(
                    "run.id",
                    OptionTypes.text("name", "letters, digits, '.', '_', '-'; at most 64", NAME),
                    "quorate",
                    "Name of the run: prefix of consumer groups and transactional ids, and part of the ledger's first record."));

    public static final Option<String> BOOTSTRAP = add(Option.of(
            "kafka.bootstrap",
            OptionTypes.text("addresses", "host:port, comma-separated", HOST_PORTS),
            "127.0.0.1:9092",
            "Kafka brokers to start from."));

    public static final Option<String> MARKET = topic("market", "market-events", "Trades, bars and heartbeats, read.");
    public static final Option<String> CONTROL_REQUESTS =
            topic("control-requests", "control-requests", "What operators ask for, read by the sequencer.");
    public static final Option<String> CONTROL_ACKS =
            topic("control-acks", "control-acks", "What each subtask answers to a prepared bundle.");
    public static final Option<String> CONTROL =
            topic("control", "control", "The control log: one partition, one writer, kept for ever.");
    public static final Option<String> DECISIONS =
            topic("decisions", "decisions", "Decisions, at least once, visible at once.");
    public static final Option<String> LEDGER =
            topic("ledger", "ledger", "Full decision records, exactly once, visible at checkpoints.");
    public static final Option<String> EXECUTIONS = topic("executions", "executions", "Fills and rejects.");
    public static final Option<String> EXECUTIONS_EXTERNAL =
            topicOrOff("executions-external", "What an external venue did; written by the venue job, one partition.");
    public static final Option<String> BUSINESS =
            topicOrOff("business", "How each portfolio is doing, one record a window with decisions.");
    public static final Option<String> PREDICTIONS = topicOrOff("predictions", "Every prediction.");
    public static final Option<String> OUTCOMES = topicOrOff("outcomes", "Every credit of a member for a known label.");
    public static final Option<String> FEATURES = topicOrOff("features", "Every feature vector.");
    public static final Option<String> MODEL_QUALITY = add(Option.of(
            "topics.model-quality",
            OptionTypes.topicOrOff(),
            "",
            "Drift of the features and quality of the members, window by window. Empty: not watched."));
    public static final Option<String> DEAD_LETTERS =
            topic("dead-letters", "dead-letters", "Refused records with their reason.");
    public static final Option<String> LATE_EVENTS =
            topic("late-events", "late-events", "Valid records that came too late.");

    public static final Option<String> ALERTS =
            topic("alerts", "alerts", "What an operator should look at: a silent partition or control log, a refusal.");

    public static final Option<Duration> LATENESS = add(Option.deciding(
            "time.lateness",
            OptionTypes.duration("0ms", "1h"),
            "20ms",
            "How far a record may be behind the newest one of its partition before it is late."));
    public static final Option<Duration> CLAMP = add(Option.deciding(
            "time.clamp",
            OptionTypes.duration("1s", "365d"),
            "1h",
            "How far event time may be ahead of the broker's record time; beyond it a record is refused."));
    public static final Option<Duration> SILENCE_WARNING = add(Option.of(
            "time.silence-warning",
            OptionTypes.duration("100ms", "1h"),
            "5s",
            "Wall time after which a silent market partition, or a control log that does not follow the market, is"
                    + " reported."));
    public static final Option<OnSilence> ON_SILENCE = add(Option.deciding(
            "time.on-silence",
            OptionTypes.choice(OnSilence.class),
            "hold",
            "hold: a silent partition holds time, publish heartbeats; idle: time passes it by, and two runs over the"
                    + " same records may differ."));

    public static final Option<Boolean> MARKET_BOUNDED = add(Option.of(
            "market.bounded",
            OptionTypes.flag(),
            "false",
            "Whether the job ends with the last market record that exists when it starts; a live job's control log is"
                    + " then closed for further runs."));

    public static final Option<Duration> BARS_INTERVAL = add(Option.deciding(
            "bars.interval",
            OptionTypes.durationOrNone("1ms", "7d"),
            "none",
            "Length of the bars built from trades; none makes every record a sample."));

    public static final Option<WithoutId> WITHOUT_ID = add(Option.deciding(
            "dedupe.without-id",
            OptionTypes.choice(WithoutId.class),
            "none",
            "Records without an id: none keeps all, exact drops a record equal to one of the same time."));
    public static final Option<Duration> DEDUPE_RETENTION = add(Option.deciding(
            "dedupe.retention", OptionTypes.duration("1ms", "7d"), "60s", "Event time an id is remembered."));

    public static final Option<List<Integer>> WINDOWS = add(Option.deciding(
            "features.windows",
            OptionTypes.ascendingIntegers(2, 5_000),
            "5,10,20,50",
            "Window lengths of the features, in samples; the layout of a bundle must match."));
    public static final Option<List<HigherTimeframe>> HIGHER = add(Option.decidingWhenUsed(
            "features.higher",
            OptionTypes.timeframes(),
            "",
            "Features of longer bars made of the samples, each with its windows; part of the layout. Empty: none."));
    public static final Option<String> FEATURES_LOG = add(Option.of(
            "features.log-dir",
            OptionTypes.text("path", "a path or URI, or empty for off", ANY),
            "",
            "Folder of Parquet files with every feature vector, exactly once, one file a subtask and checkpoint."));
    public static final Option<String> GAP_SESSION = add(
            Option.decidingWhenUsed(
                    "gap.session",
                    OptionTypes.session(),
                    "",
                    "When the market trades: a bar missing inside is carried forward for the features. Empty: nothing is filled."));
    public static final Option<Duration> GAP_RESET = add(Option.decidingWhenUsed(
            "gap.reset-after",
            OptionTypes.durationOrNone("1s", "3650d"),
            "none",
            "A gap in a symbol beyond which its features start anew; none: never."));

    public static final Option<ControlMode> CONTROL_MODE = add(Option.of(
            "control.mode",
            OptionTypes.choice(ControlMode.class),
            "live",
            "live: this run sequences requests into the control log; replay: a finished log is read."));
    public static final Option<Duration> CONTROL_LEAD = add(Option.of(
            "control.lead",
            OptionTypes.duration("500ms", "1h"),
            "5s",
            "How far the frontier runs ahead of the market's time, at least."));

    public static final Option<WeightsMode> WEIGHTS_MODE = add(Option.deciding(
            "weights.mode",
            OptionTypes.choice(WeightsMode.class),
            "skill",
            "skill: weights follow 1 - Brier / Brier of the base rate; accuracy: they follow the share of right"
                    + " answers."));
    public static final Option<Duration> WEIGHTS_WINDOW = add(Option.deciding(
            "weights.window",
            OptionTypes.duration("100ms", "30d"),
            "10s",
            "Event-time window whose known labels make one update of the weights."));
    public static final Option<Duration> WEIGHTS_DELAY = add(Option.deciding(
            "weights.delay",
            OptionTypes.duration("1ms", "30d"),
            "2s",
            "Event time from the end of a window to the moment its weights take effect; above lateness plus the round"
                    + " trip, live traffic never waits."));
    public static final Option<Double> WEIGHTS_FLOOR = add(Option.deciding(
            "weights.floor", OptionTypes.decimal(0, 0.25), "0.05", "Least weight of a member before normalisation."));
    public static final Option<Double> WEIGHTS_DECAY = add(Option.deciding(
            "weights.decay",
            OptionTypes.decimal(0, 0.9999),
            "0.95",
            "Share of the old weight that survives one update."));
    public static final Option<WeightsRegimes> WEIGHTS_BY_REGIME = add(Option.decidingWhenUsed(
            "weights.by-regime",
            OptionTypes.choice(WeightsRegimes.class),
            "none",
            "none: one set of weights for all samples; volatility: each volatility regime learns its own and has those of"
                    + " all samples until it has credits."));

    public static final Option<Duration> QUALITY_WINDOW = add(Option.of(
            "quality.window",
            OptionTypes.duration("1s", "365d"),
            "1min",
            "Event-time window in which drift and quality are judged; it needs 100 samples of all symbols together, and"
                    + " features that change slowly more."));

    public static final Option<Duration> ALIGNMENT_DRIFT = add(Option.of(
            "alignment.drift",
            OptionTypes.duration("100ms", "365d"),
            "2s",
            "Event time the market source may run ahead of the control source while catching up."));

    public static final Option<Boolean> LEDGER_ENABLED =
            add(Option.of("ledger.enabled", OptionTypes.flag(), "true", "Whether the exactly-once ledger is written."));
    public static final Option<Boolean> LEDGER_SECOND_CHAIN = add(Option.of(
            "ledger.allow-second-chain",
            OptionTypes.flag(),
            "false",
            "Whether a job may start without state on a ledger topic that has records, and may be restored on one that"
                    + " does not hold the heads of its state."));
    public static final Option<Duration> TRANSACTION_TIMEOUT = add(Option.of(
            "ledger.transaction-timeout",
            OptionTypes.duration("10s", "24h"),
            "10min",
            "Longest outage after which pre-committed ledger records can still be committed; at most the broker's"
                    + " transaction.max.timeout.ms."));

    public static final Option<Duration> BUSINESS_WINDOW = add(Option.of(
            "business.window",
            OptionTypes.durationOrNone("1s", "1d"),
            "1min",
            "Event-time window of the business figures of each portfolio, as metrics and in their topic; none: no"
                    + " figures."));

    public static final Option<Long> PAYLOAD_MAX = add(Option.deciding(
            "payload.max-bytes",
            OptionTypes.size("256", "64MiB"),
            "1MiB",
            "Size of a market record beyond which it is refused unread."));

    public static final Option<Duration> MODEL_TIMEOUT = add(Option.of(
            "model.load-timeout",
            OptionTypes.duration("1s", "1h"),
            "60s",
            "Wall time in which every subtask must have loaded and checked a bundle."));
    public static final Option<Long> MODEL_MAX = add(Option.of(
            "model.max-bytes", OptionTypes.size("1KiB", "2GiB"), "256MiB", "Size beyond which a bundle is refused."));
    public static final Option<String> MODEL_KEYS = add(
            Option.of(
                    "model.trusted-keys",
                    OptionTypes.text("path", "a path, or empty for none", ANY),
                    "",
                    "File of public Ed25519 keys, PEM, read when the job is submitted: a signed bundle must be signed by one."));
    public static final Option<Boolean> MODEL_SIGNED = add(Option.of(
            "model.require-signature",
            OptionTypes.flag(),
            "false",
            "Whether bundles that nobody signed are refused; needs model.trusted-keys."));

    public static final Option<VenueMode> VENUE = add(Option.decidingWhenUsed(
            "venue",
            OptionTypes.choice(VenueMode.class),
            "paper",
            "paper: orders are filled inside the job; external: they are carried out by the venue job, and positions move"
                    + " by topics.executions-external alone."));
    public static final Option<String> VENUE_URL = add(Option.of(
            "venue.url",
            OptionTypes.text("URL", "http:// or https://, or empty", HTTP),
            "",
            "Address of the external venue, of the venue job."));
    public static final Option<String> VENUE_TOKEN = add(Option.of(
            "venue.token", OptionTypes.secret(), "", "Where the bearer token of the external venue is kept."));
    public static final Option<Duration> VENUE_TIMEOUT = add(Option.of(
            "venue.timeout",
            OptionTypes.duration("10ms", "1min"),
            "2s",
            "Wait for an answer of the venue; the order is then asked for again under the same id."));
    public static final Option<Integer> VENUE_RATE = add(Option.of(
            "venue.rate",
            OptionTypes.integer(1, 10_000),
            "10",
            "Most requests for orders and cancellations a second."));
    public static final Option<Duration> VENUE_POLL = add(Option.of(
            "venue.poll",
            OptionTypes.duration("10ms", "1min"),
            "250ms",
            "Wall time between two looks at the end of the venue's feed."));
    public static final Option<Duration> VENUE_ENTRY_VALID = add(Option.of(
            "venue.entry-valid",
            OptionTypes.duration("100ms", "1h"),
            "5s",
            "From an entry decision to the last time the venue may accept it."));
    public static final Option<Duration> VENUE_EXIT_VALID = add(Option.of(
            "venue.exit-valid",
            OptionTypes.duration("100ms", "1d"),
            "10min",
            "From an exit decision to the last time the venue may accept it; the job then decides again."));
    public static final Option<Duration> VENUE_SKEW = add(Option.of(
            "venue.skew",
            OptionTypes.duration("0ms", "1min"),
            "2s",
            "How far the clocks of venue, brokers and venue job may differ."));
    public static final Option<Duration> VENUE_GRACE = add(Option.of(
            "venue.grace",
            OptionTypes.duration("0ms", "1h"),
            "30s",
            "How long a fill may wait for its decision before it is a dead letter."));
    public static final Option<Duration> VENUE_BREAKER_WAIT = add(Option.of(
            "venue.breaker-wait",
            OptionTypes.duration("10ms", "1h"),
            "10s",
            "Time without requests after half of the last 20, at least 5, have failed; three are then let through."));

    public static final Option<Duration> CHECKPOINT_INTERVAL = add(Option.of(
            "checkpoint.interval",
            OptionTypes.duration("10ms", "1h"),
            "1s",
            "Time between checkpoints; the ledger becomes visible at each."));
    public static final Option<String> CHECKPOINT_DIR = add(Option.of(
            "checkpoint.dir",
            OptionTypes.text("path", "a path or URI, or empty for what the cluster says", ANY),
            "",
            "Where checkpoints are written."));
    public static final Option<Integer> CHECKPOINT_FAILURES = add(Option.of(
            "checkpoint.tolerable-failures",
            OptionTypes.integer(0, Integer.MAX_VALUE),
            "60",
            "Checkpoints in a row that may fail before the job restarts. Decisions go on meanwhile, the ledger waits;"
                    + " with checkpoint.interval it must stay well below ledger.transaction-timeout."));
    public static final Option<StateBackend> STATE_BACKEND = add(Option.of(
            "state.backend", OptionTypes.choice(StateBackend.class), "hashmap", "Where Flink keeps keyed state."));

    public static final Option<Integer> RESTART_ATTEMPTS = add(Option.of(
            "restart.attempts",
            OptionTypes.integer(0, Integer.MAX_VALUE),
            "10",
            "Restarts in a row, each before restart.reset-after, until the job fails; 0 for none."));
    public static final Option<Duration> RESTART_DELAY = add(Option.of(
            "restart.delay",
            OptionTypes.duration("0ms", "1h"),
            "1s",
            "Wait before the first restart; doubled each time."));
    public static final Option<Duration> RESTART_MAX_DELAY = add(
            Option.of("restart.max-delay", OptionTypes.duration("0ms", "1h"), "30s", "Longest wait before a restart."));

    public static final Option<Duration> RESTART_RESET = add(Option.of(
            "restart.reset-after",
            OptionTypes.duration("1s", "7d"),
            "1min",
            "Time without a failure after which the count and the delay of restarts begin anew."));

    public static final Option<Integer> PARALLELISM = add(Option.of(
            "parallelism",
            OptionTypes.integer(0, 32_768),
            "0",
            "Subtasks of each parallel operator; the sources use no more than there are partitions. 0 for what the"
                    + " cluster says."));
    public static final Option<Integer> MAX_PARALLELISM = add(Option.of(
            "max-parallelism",
            OptionTypes.integer(1, 32_768),
            "128",
            "Number of key groups: the bound of later rescaling. State written with one value cannot be read with"
                    + " another."));

    public static final Option<String> PROMETHEUS_PORT = add(Option.of(
            "metrics.prometheus.port",
            OptionTypes.ports(),
            "0",
            "Port of the Prometheus endpoint of a local cluster; of a range the first free one. A Flink installation"
                    + " configures its own."));
    public static final Option<String> PROMETHEUS_HOST = add(Option.of(
            "metrics.prometheus.host",
            OptionTypes.text("address", "an address or name of this machine", HOST),
            "127.0.0.1",
            "Address the Prometheus endpoint of a local cluster binds; 0.0.0.0 for all. It asks for no password."));
    public static final Option<Integer> WEB_PORT = add(Option.of(
            "web.port",
            OptionTypes.integer(0, 65_535),
            "8081",
            "Port of the web UI of a local cluster, on 127.0.0.1; a free one when it is taken."));

    private JobOptions() {}

    /** Every option in the order of the documentation. */
    public static List<Option<?>> all() {
        return Collections.unmodifiableList(CATALOGUE);
    }

    private static Option<String> topic(String name, String defaultText, String description) {
        return add(Option.of("topics." + name, OptionTypes.topic(), defaultText, description));
    }

    private static Option<String> topicOrOff(String name, String description) {
        return add(Option.of("topics." + name, OptionTypes.topicOrOff(), "", description + " Empty: not written."));
    }

    private static <T> Option<T> add(Option<T> option) {
        CATALOGUE.add(option);
        return option;
    }
}
