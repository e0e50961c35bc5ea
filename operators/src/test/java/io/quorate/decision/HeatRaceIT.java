package io.quorate.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.control.EpochBroadcast;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.routing.PortfolioPrediction;
import io.quorate.telemetry.StageProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of one millisecond race for the last of a portfolio's heat: the same one wins at any parallelism. */
@SuppressWarnings("try") // the iterator declares close() throws Exception
class HeatRaceIT {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    private static final int RUNS = 10;
    private static final int PORTFOLIOS = 4;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theSameEntryIsAccepted(int parallelism) throws Exception {
        for (int run = 0; run < RUNS; run++) {
            List<String> outcomes = new ArrayList<>(new TreeSet<>(outcomes(parallelism, run)));
            List<String> expected = new ArrayList<>();
            for (int p = 0; p < PORTFOLIOS; p++) {
                expected.add("p" + p + " A TAKE_ACTION SIGNAL");
                expected.add("p" + p + " B RISK_REJECTED HEAT");
            }
            assertThat(outcomes).as("run %d", run).isEqualTo(expected);
        }
    }

    private static List<String> outcomes(int parallelism, int run) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, run % 2 == 0);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        BroadcastStream<ControlRecord> control = env.fromData(control(), TypeInformation.of(ControlRecord.class))
                .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks())
                .broadcast(EpochBroadcast.EPOCHS);
        // two sources, so that either symbol may arrive first
        DataStream<PortfolioPrediction> a = predictions(env, run % 3 == 0 ? "B" : "A");
        DataStream<PortfolioPrediction> b = predictions(env, run % 3 == 0 ? "A" : "B");
        List<String> outcomes = new ArrayList<>();
        try (CloseableIterator<LedgeredDecision> decisions = a.union(b)
                .rebalance()
                .keyBy(PortfolioPrediction::portfolio)
                .connect(control)
                .process(new DecideFunction("config", "run", (context, stage) -> StageProbe.NONE))
                .executeAndCollect()) {
            decisions.forEachRemaining(d -> outcomes.add(d.decision().portfolio() + " "
                    + d.decision().symbol() + " " + d.decision().outcome() + " "
                    + d.decision().reason()));
        }
        assertThat(outcomes).hasSize(2 * PORTFOLIOS);
        return outcomes;
    }

    private static DataStream<PortfolioPrediction> predictions(StreamExecutionEnvironment env, String symbol) {
        List<PortfolioPrediction> predictions = new ArrayList<>();
        for (int p = 0; p < PORTFOLIOS; p++) {
            predictions.add(new PortfolioPrediction(
                    "p" + p, Tick.at(1_000).of(symbol).says(0.8).prediction()));
        }
        return env.fromData(predictions, TypeInformation.of(PortfolioPrediction.class))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<PortfolioPrediction>forMonotonousTimestamps()
                        .withTimestampAssigner(
                                (p, t) -> Objects.requireNonNull(p.prediction()).tsMs()));
    }

    private static List<ControlRecord> control() {
        Terms terms = new Terms();
        terms.riskFraction = 0.02;
        terms.maxHeat = 0.03;
        List<ControlRecord> log = new ArrayList<>();
        for (int p = 0; p < PORTFOLIOS; p++) {
            log.add(epoch(ControlKind.STRATEGY, "p" + p, terms.strategy(), null));
        }
        log.add(epoch(ControlKind.LIMITS, ControlRecord.ALL, null, terms.limits()));
        return log;
    }

    private static ControlRecord epoch(
            ControlKind kind, String scope, @Nullable StrategySpec strategy, @Nullable LimitsSpec limits) {
        return new ControlRecord(kind, scope, 1, 0, 0, 0, 0, "r", "test", "", null, null, strategy, limits);
    }
}
