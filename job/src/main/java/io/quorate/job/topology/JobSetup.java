package io.quorate.job.topology;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.ModelAccess;
import io.quorate.feature.FeatureLayout;
import io.quorate.feature.GapRule;
import io.quorate.feature.TradingSession;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.options.VenueMode;
import io.quorate.job.options.WeightsMode;
import io.quorate.job.options.WeightsRegimes;
import io.quorate.job.options.WithoutId;
import io.quorate.market.DedupeRule;
import io.quorate.outcome.WeightsRule;
import io.quorate.schema.codec.MarketRules;
import io.quorate.telemetry.StageProbeFunction;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** From the options of a run to what the graph and Flink need. */
public final class JobSetup {

    private JobSetup() {}

    /** The options that decide, for the job and the plain pipeline alike. */
    public static PipelineSettings pipeline(Settings s, int marketPartitions) {
        return new PipelineSettings(
                marketPartitions,
                s.millis(JobOptions.LATENESS),
                new DedupeRule(s.millis(JobOptions.DEDUPE_RETENTION), s.get(JobOptions.WITHOUT_ID) == WithoutId.EXACT),
                s.millis(JobOptions.BARS_INTERVAL),
                layout(s),
                s.millis(JobOptions.WEIGHTS_WINDOW),
                s.millis(JobOptions.WEIGHTS_DELAY),
                new WeightsRule(
                        s.get(JobOptions.WEIGHTS_MODE) == WeightsMode.SKILL
                                ? WeightsRule.Mode.SKILL
                                : WeightsRule.Mode.ACCURACY,
                        s.get(JobOptions.WEIGHTS_DECAY),
                        s.get(JobOptions.WEIGHTS_FLOOR),
                        s.get(JobOptions.WEIGHTS_BY_REGIME) == WeightsRegimes.VOLATILITY),
                s.configHash(),
                s.get(JobOptions.RUN_ID),
                gaps(s),
                s.get(JobOptions.VENUE) == VenueMode.EXTERNAL);
    }

    /** The features a run computes. */
    public static FeatureLayout layout(Settings s) {
        return FeatureLayout.standard(s.get(JobOptions.WINDOWS).stream()
                        .mapToInt(Integer::intValue)
                        .toArray())
                .with(s.get(JobOptions.HIGHER));
    }

    private static GapRule gaps(Settings s) {
        String session = s.get(JobOptions.GAP_SESSION);
        long resetAfterMs = s.millis(JobOptions.GAP_RESET);
        return session.isEmpty() && resetAfterMs == 0
                ? GapRule.NONE
                : new GapRule(session.isEmpty() ? null : TradingSession.parse(session), resetAfterMs);
    }

    /** What the market door lets in: a job that builds bars takes trades alone. */
    public static MarketRules marketRules(Settings s) {
        long clampMs = s.millis(JobOptions.CLAMP);
        int maxBytes = Math.toIntExact(s.get(JobOptions.PAYLOAD_MAX));
        return s.millis(JobOptions.BARS_INTERVAL) == 0
                ? MarketRules.any(clampMs, maxBytes)
                : MarketRules.tradesOnly(clampMs, maxBytes);
    }

    public static TopologySettings topology(Settings s, int marketPartitions, StageProbeFunction probes) {
        return new TopologySettings(
                pipeline(s, marketPartitions),
                models(s),
                probes,
                s.millis(JobOptions.CONTROL_LEAD),
                s.millis(JobOptions.MODEL_TIMEOUT),
                s.millis(JobOptions.SILENCE_WARNING),
                s.get(JobOptions.CONTROL_REQUESTS),
                s.get(JobOptions.MODEL_QUALITY).isEmpty() ? 0 : s.millis(JobOptions.QUALITY_WINDOW),
                s.millis(JobOptions.BUSINESS_WINDOW));
    }

    /** How scoring gets at bundles. Throws UserError when the trusted keys cannot be read. */
    public static ModelAccess models(Settings s) {
        Duration timeout = s.duration(JobOptions.MODEL_TIMEOUT);
        return new ModelAccess(
                new PatientFetcher(new FlinkFileFetcher(), timeout.dividedBy(2)),
                s.get(JobOptions.MODEL_MAX),
                timeout,
                TrustedKeys.of(s.get(JobOptions.MODEL_KEYS), s.get(JobOptions.MODEL_SIGNED)),
                layout(s));
    }

    /** Name of the job in Flink's web UI. */
    public static String name(Settings s) {
        return "quorate " + s.get(JobOptions.RUN_ID);
    }

    /** Sets what every run of the job relies on. */
    public static void configure(StreamExecutionEnvironment env, Settings s) {
        env.configure(configuration(s));
        if (s.get(JobOptions.PARALLELISM) > 0) {
            env.setParallelism(s.get(JobOptions.PARALLELISM));
        }
        env.setMaxParallelism(s.get(JobOptions.MAX_PARALLELISM));
    }

    private static Configuration configuration(Settings s) {
        Configuration c = new Configuration();
        c.set(PipelineOptions.NAME, name(s));
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        // the default of 100 ms makes three hops a p99 of 303 ms; at 1 ms the flushing threads take a tenth of the CPU,
        // at
        // 2 ms the job a tenth more than at 5, which adds 4 ms to the median and takes more from the tail
        c.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, s.duration(JobOptions.CHECKPOINT_INTERVAL));
        c.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (!s.get(JobOptions.CHECKPOINT_DIR).isEmpty()) {
            c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, s.get(JobOptions.CHECKPOINT_DIR));
        }
        c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, s.get(JobOptions.CHECKPOINT_FAILURES));
        c.set(StateBackendOptions.STATE_BACKEND, s.text(JobOptions.STATE_BACKEND));
        restart(c, s);
        return c;
    }

    private static void restart(Configuration c, Settings s) {
        int attempts = s.get(JobOptions.RESTART_ATTEMPTS);
        if (attempts == 0) {
            c.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
            return;
        }
        c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                s.duration(JobOptions.RESTART_DELAY));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                s.duration(JobOptions.RESTART_MAX_DELAY));
        c.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                s.duration(JobOptions.RESTART_RESET));
        c.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, attempts);
    }
}
