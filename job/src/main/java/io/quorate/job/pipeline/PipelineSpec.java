package io.quorate.job.pipeline;

import io.quorate.job.control.LimitsDefaults;
import io.quorate.job.control.StrategyDefaults;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainOptions;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.model.LabelSpec;
import java.util.List;

/**
 * What a pipeline file says, but for the options of the job.
 *
 * @param name of the pipeline, for people
 * @param folder where its state, log and files are; beside the file when relative
 * @param input files of trades, or of bars; beside the file when relative
 * @param label what is predicted
 * @param split which rows are used for what
 * @param train how the members are fitted
 * @param portfolio that is tested
 * @param strategy it is tested with
 * @param limits it is tested with
 * @param backtest how
 * @param gates what must hold
 * @param registry where the bundle goes
 * @param publish how the job is asked
 * @param promote when the shadow takes over
 */
public record PipelineSpec(
        String name,
        String folder,
        List<String> input,
        LabelSpec label,
        SplitOptions split,
        TrainOptions train,
        String portfolio,
        StrategySpec strategy,
        LimitsSpec limits,
        Backtest backtest,
        GateLimits gates,
        Registry registry,
        Publish publish,
        Promote promote) {

    public PipelineSpec {
        input = List.copyOf(input);
    }

    /** What a file starts from. */
    static PipelineSpec defaults(String codeVersion) {
        return new PipelineSpec(
                "pipeline",
                "pipeline",
                List.of(),
                LabelSpec.direction(5),
                SplitOptions.DEFAULT,
                TrainOptions.defaults("pipeline", codeVersion),
                "main",
                StrategyDefaults.SPEC,
                LimitsDefaults.SPEC,
                new Backtest("1d", 2),
                new GateLimits(0.95, 1, 0, 0.25, 0.1, true, 100),
                new Registry("registry", ""),
                new Publish("pipeline", "60s"),
                new Promote(500, 0, "10min"));
    }

    /**
     * How the backtest is run.
     *
     * @param period length of the periods of returns
     * @param threads that work; the result is the same for any number
     */
    public record Backtest(String period, int threads) {
        public Backtest {
            require(threads >= 1, "threads", "1 or more", threads);
        }
    }

    /**
     * What must hold before anything is published.
     *
     * @param minDsr least deflated Sharpe ratio
     * @param trials strategies that were compared before this one was chosen, on the same history; 1 = none
     * @param sharpeVariance variance of their Sharpe ratios per period of the backtest
     * @param maxDrawdown greatest drawdown
     * @param maxCalibrationError greatest expected calibration error out of sample, ten bins
     * @param parity whether the plain pipeline must give the same decisions
     * @param maxScoreMicros greatest p99 of scoring one row on this machine
     */
    public record GateLimits(
            double minDsr,
            int trials,
            double sharpeVariance,
            double maxDrawdown,
            double maxCalibrationError,
            boolean parity,
            double maxScoreMicros) {
        public GateLimits {
            require(minDsr >= 0 && minDsr <= 1, "minDsr", "0..1", minDsr);
            require(trials >= 1, "trials", "1 or more", trials);
            require(sharpeVariance >= 0, "sharpeVariance", "0 or more", sharpeVariance);
            require(trials == 1 || sharpeVariance > 0, "sharpeVariance", "above 0 with trials", sharpeVariance);
            require(maxDrawdown >= 0, "maxDrawdown", "0 or more", maxDrawdown);
            require(maxCalibrationError >= 0, "maxCalibrationError", "0 or more", maxCalibrationError);
            require(maxScoreMicros > 0, "maxScoreMicros", "above 0", maxScoreMicros);
        }
    }

    /**
     * Where the bundle goes.
     *
     * @param uri directory of the registry; beside the file when a relative path
     * @param signedBy key whose signature goes with the bundle; empty for the only one, if any
     */
    public record Registry(String uri, String signedBy) {}

    /**
     * How the job is asked.
     *
     * @param author who asks
     * @param timeout wait for an answer
     */
    public record Publish(String author, String timeout) {}

    /**
     * When the shadow takes over.
     *
     * @param afterOutcomes labels known for predictions of both; 0 = at once
     * @param maxBrierExcess by how much its Brier score may exceed that of the ensemble in force
     * @param patience wait for those labels before giving up until the next run
     */
    public record Promote(long afterOutcomes, double maxBrierExcess, String patience) {
        public Promote {
            require(afterOutcomes >= 0, "afterOutcomes", "0 or more", afterOutcomes);
        }
    }

    private static void require(boolean condition, String field, String expected, Number was) {
        if (!condition) {
            throw new IllegalArgumentException(field + ": expected " + expected + ", was " + was);
        }
    }
}
