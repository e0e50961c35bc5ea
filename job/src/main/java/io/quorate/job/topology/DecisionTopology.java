package io.quorate.job.topology;

import io.quorate.backtest.PipelineSettings;
import io.quorate.control.AckChannel;
import io.quorate.control.ControlWatchOperator;
import io.quorate.control.EpochBroadcast;
import io.quorate.control.FrontierOperator;
import io.quorate.control.MarketSignalFunction;
import io.quorate.control.RefusalFunction;
import io.quorate.control.SequencerOperator;
import io.quorate.control.SequencerSettings;
import io.quorate.decision.DecideFunction;
import io.quorate.decision.ExecutionRoutingFunction;
import io.quorate.decision.FanOutFunction;
import io.quorate.edge.CreditSerializer;
import io.quorate.edge.FeatureVectorSerializer;
import io.quorate.edge.MarketEventSerializer;
import io.quorate.edge.PortfolioPredictionSerializer;
import io.quorate.ensemble.ScoreFunction;
import io.quorate.feature.FeatureFunction;
import io.quorate.market.BarAggregate;
import io.quorate.market.BarWindowFunction;
import io.quorate.market.GateOperator;
import io.quorate.market.ReleaseFunction;
import io.quorate.market.SampleFunction;
import io.quorate.market.WatermarkSignalOperator;
import io.quorate.outcome.OutcomeFunction;
import io.quorate.outcome.ScorecardOperator;
import io.quorate.quality.FeatureSketchOperator;
import io.quorate.quality.MemberSketchOperator;
import io.quorate.quality.QualityFunction;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.MarketSignal;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.quality.QualityRecord;
import io.quorate.schema.quality.QualitySketch;
import io.quorate.schema.routing.PortfolioPrediction;
import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.jspecify.annotations.Nullable;

/**
 * The walk of one event, top to bottom: gate, order, samples, features, score, outcomes, decide.
 *
 * <p>Two shuffles on the hot path, by symbol and by portfolio; what lies between chains or forwards. Sources and sinks
 * are the caller's, so the same graph runs on Kafka and in memory.
 */
public final class DecisionTopology {

    private final TopologySettings settings;
    private final PipelineSettings pipeline;

    public DecisionTopology(TopologySettings settings) {
        this.settings = settings;
        this.pipeline = settings.pipeline();
    }

    /** Adds the whole graph to the environment. */
    public void define(StreamExecutionEnvironment env, Inputs in, Outputs out) {
        SingleOutputStreamOperator<MarketEvent> gated = gate(env, in);
        SingleOutputStreamOperator<MarketEvent> released = release(gated);
        out.lateEvents(gated.getSideOutput(GateOperator.LATE).union(released.getSideOutput(GateOperator.LATE)));

        SingleOutputStreamOperator<Sample> samples = samples(released);
        SingleOutputStreamOperator<FeatureVector> features = features(samples);
        out.features(features);

        SingleOutputStreamOperator<ControlRecord> control = control(env, in);
        out.deadLetters(gated.getSideOutput(GateOperator.DEAD_LETTERS).union(refusals(control)));
        BroadcastStream<ControlRecord> epochs = control.broadcast(EpochBroadcast.EPOCHS);
        SingleOutputStreamOperator<Prediction> predictions = score(features, epochs, in);
        out.predictions(predictions);
        out.shadows(predictions.getSideOutput(ScoreFunction.SHADOW));

        SingleOutputStreamOperator<Credit> credits = outcomes(predictions);
        out.outcomes(credits);
        if (settings.qualityWindowMs() > 0) {
            out.quality(quality(predictions, credits));
        }

        SingleOutputStreamOperator<LedgeredDecision> decisions = decide(predictions, control, epochs);
        out.decisions(decisions);
        out.ledger(decisions.getSideOutput(DecideFunction.LEDGER));
        out.executions(decisions.getSideOutput(DecideFunction.EXECUTIONS));
        if (settings.businessMs() > 0) {
            out.business(decisions.getSideOutput(DecideFunction.BUSINESS));
        }

        DataStream<Long> pulse = sequence(env, in, gated.getSideOutput(GateOperator.SIGNALS), credits);
        out.alerts(alerts(gated, predictions, control, pulse));
    }

    private DataStream<DeadLetter> refusals(DataStream<ControlRecord> control) {
        return control.flatMap(new RefusalFunction(settings.requestsTopic()))
                .returns(TypeInformation.of(DeadLetter.class))
                .name("refused requests")
                .uid(Uids.REFUSALS)
                .setParallelism(1);
    }

    private DataStream<Alert> alerts(
            SingleOutputStreamOperator<MarketEvent> gated,
            SingleOutputStreamOperator<Prediction> predictions,
            DataStream<ControlRecord> control,
            @Nullable DataStream<Long> pulse) {
        DataStream<Alert> alerts =
                gated.getSideOutput(GateOperator.ALERTS).union(predictions.getSideOutput(ScoreFunction.ALERTS));
        return pulse == null
                ? alerts
                : alerts.union(control.connect(pulse)
                        .transform(
                                "control watch",
                                TypeInformation.of(Alert.class),
                                new ControlWatchOperator(settings.silenceMs()))
                        .uid(Uids.CONTROL_WATCH)
                        .setParallelism(1));
    }

    private SingleOutputStreamOperator<MarketEvent> gate(StreamExecutionEnvironment env, Inputs in) {
        // a source subtask without a partition would hold no time and see no records
        int subtasks = Math.min(env.getParallelism(), pipeline.partitions());
        return in.market(env)
                .uid(Uids.MARKET_SOURCE)
                .setParallelism(subtasks)
                .transform(
                        "lateness gate",
                        MarketEventSerializer.TYPE,
                        new GateOperator(
                                pipeline.latenessMs(), settings.silenceMs(), pipeline.partitions(), settings.probes()))
                .uid(Uids.GATE)
                .setParallelism(subtasks);
    }

    private SingleOutputStreamOperator<MarketEvent> release(DataStream<MarketEvent> gated) {
        return gated.keyBy(MarketEvent::symbol)
                .process(new ReleaseFunction(pipeline.dedupe(), settings.probes()))
                .name("order and de-duplicate")
                .uid(Uids.RELEASE);
    }

    private SingleOutputStreamOperator<Sample> samples(DataStream<MarketEvent> released) {
        if (pipeline.barIntervalMs() == 0) {
            return released.map(new SampleFunction()).name("samples").uid(Uids.SAMPLES);
        }
        KeyedStream<MarketEvent, String> bySymbol =
                DataStreamUtils.reinterpretAsKeyedStream(released, MarketEvent::symbol);
        return bySymbol.window(TumblingEventTimeWindows.of(Duration.ofMillis(pipeline.barIntervalMs())))
                .aggregate(new BarAggregate(), new BarWindowFunction())
                .name("bars")
                .uid(Uids.BARS);
    }

    private SingleOutputStreamOperator<FeatureVector> features(DataStream<Sample> samples) {
        return DataStreamUtils.reinterpretAsKeyedStream(samples, Sample::symbol)
                .process(new FeatureFunction(pipeline.layout(), pipeline.gaps(), settings.probes()))
                .returns(FeatureVectorSerializer.TYPE)
                .name("features")
                .uid(Uids.FEATURES);
    }

    private static SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env, Inputs in) {
        SingleOutputStreamOperator<ControlRecord> log =
                in.control(env).uid(Uids.CONTROL_SOURCE).setParallelism(1);
        MapFunction<ControlRecord, ControlRecord> lease = in.lease();
        if (lease != null) {
            log = log.map(lease)
                    .returns(TypeInformation.of(ControlRecord.class))
                    .name("run lease")
                    .uid(Uids.RUN_LEASE)
                    .setParallelism(1);
        }
        return log.transform("frontier", TypeInformation.of(ControlRecord.class), new FrontierOperator())
                .uid(Uids.FRONTIER)
                .setParallelism(1);
    }

    private SingleOutputStreamOperator<Prediction> score(
            DataStream<FeatureVector> features, BroadcastStream<ControlRecord> epochs, Inputs in) {
        Inputs.Live live = in.live();
        AckChannel.Address acks = live == null ? AckChannel.Address.nobody() : live.ackChannel();
        return DataStreamUtils.reinterpretAsKeyedStream(
                        features, vector -> vector.sample().symbol())
                .connect(epochs)
                .process(new ScoreFunction(settings.models(), acks, settings.probes()))
                .name("score")
                .uid(Uids.SCORE);
    }

    private SingleOutputStreamOperator<Credit> outcomes(DataStream<Prediction> predictions) {
        return DataStreamUtils.reinterpretAsKeyedStream(predictions, Prediction::symbol)
                .process(new OutcomeFunction(settings.probes()))
                .returns(CreditSerializer.TYPE)
                .name("outcomes")
                .uid(Uids.OUTCOMES);
    }

    /** Counted where it was made and credited, judged where all of an ensemble comes together. */
    private SingleOutputStreamOperator<QualityRecord> quality(
            DataStream<Prediction> predictions, DataStream<Credit> credits) {
        TypeInformation<QualitySketch> type = TypeInformation.of(QualitySketch.class);
        long windowMs = settings.qualityWindowMs();
        DataStream<QualitySketch> samples = predictions
                .transform("feature sketch", type, new FeatureSketchOperator(windowMs))
                .uid(Uids.FEATURE_SKETCH);
        DataStream<QualitySketch> labels = credits.transform("member sketch", type, new MemberSketchOperator(windowMs))
                .uid(Uids.MEMBER_SKETCH);
        return samples.union(labels)
                .keyBy(sketch -> Long.toString(sketch.ensembleVersion()))
                .process(new QualityFunction(windowMs, settings.probes()))
                .name("quality")
                .uid(Uids.QUALITY);
    }

    private SingleOutputStreamOperator<LedgeredDecision> decide(
            DataStream<Prediction> predictions,
            DataStream<ControlRecord> control,
            BroadcastStream<ControlRecord> epochs) {
        DataStream<PortfolioPrediction> input = predictions
                .flatMap(new FanOutFunction())
                .returns(PortfolioPredictionSerializer.TYPE)
                .name("subscribers")
                .uid(Uids.FAN_OUT);
        if (pipeline.external()) {
            input = input.union(control.flatMap(new ExecutionRoutingFunction())
                    .returns(PortfolioPredictionSerializer.TYPE)
                    .name("executions")
                    .uid(Uids.EXECUTION_ROUTING)
                    .setParallelism(1));
        }
        return input.keyBy(PortfolioPrediction::portfolio)
                .connect(epochs)
                .process(new DecideFunction(
                        pipeline.configHash(),
                        pipeline.runId(),
                        pipeline.external(),
                        settings.probes(),
                        settings.businessMs()))
                .name("decide and risk")
                .uid(Uids.DECIDE);
    }

    /** The other half of the control loop; gives the market's time as a pulse, or null when a log is replayed. */
    private @Nullable DataStream<Long> sequence(
            StreamExecutionEnvironment env, Inputs in, DataStream<MarketSignal> signals, DataStream<Credit> credits) {
        Inputs.Live live = in.live();
        if (live == null) {
            return null;
        }
        TypeInformation<SequencerInput> type = TypeInformation.of(SequencerInput.class);
        SingleOutputStreamOperator<MarketSignal> market = signals.transform(
                        "market time", TypeInformation.of(MarketSignal.class), new WatermarkSignalOperator())
                .uid(Uids.MARKET_TIME)
                .setParallelism(1);
        DataStream<SequencerInput> time = market.map(new MarketSignalFunction())
                .returns(type)
                .name("market signals")
                .uid(Uids.MARKET_SIGNALS)
                .setParallelism(1);
        DataStream<SequencerInput> weights = credits.transform(
                        "scorecard", type, new ScorecardOperator(pipeline.windowMs(), pipeline.weights()))
                .uid(Uids.SCORECARD)
                .setParallelism(1);
        DataStream<SequencerInput> heard = time.union(weights, live.requests(env), live.acks(env));
        DataStream<SequencerInput> reports = pipeline.external() ? live.reports(env) : null;
        (reports == null ? heard : heard.union(reports))
                .transform(
                        "control sequencer",
                        TypeInformation.of(ControlRecord.class),
                        new SequencerOperator(sequencerSettings(), live.log(), settings.probes()))
                .uid(Uids.SEQUENCER)
                .setParallelism(1);
        return market.getSideOutput(WatermarkSignalOperator.PULSE);
    }

    private SequencerSettings sequencerSettings() {
        return new SequencerSettings(
                pipeline.partitions(),
                pipeline.latenessMs(),
                pipeline.windowMs(),
                pipeline.delayMs(),
                settings.minLeadMs(),
                settings.loadTimeoutMs(),
                pipeline.layout().id(),
                settings.models().maxBytes(),
                settings.models().trust());
    }
}
