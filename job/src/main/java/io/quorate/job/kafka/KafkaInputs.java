package io.quorate.job.kafka;

import io.quorate.control.AckChannel;
import io.quorate.control.ControlLog;
import io.quorate.control.ControlWatermarkFunction;
import io.quorate.job.options.ControlMode;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.OnSilence;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.Inputs;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Uids;
import io.quorate.market.MarketWatermarkFunction;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.market.Inbound;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The topics a job reads. Every source starts at the beginning of its topic unless its state says otherwise. */
public final class KafkaInputs implements Inputs, Inputs.Live {

    private static final String ALIGNMENT_GROUP = "market-and-control";
    private static final Duration ALIGNMENT_UPDATE = Duration.ofMillis(50);
    /** An answer to a fetch waits for this much, or the time below: a request for each few records costs more than both. */
    private static final String MARKET_FETCH_BYTES = Integer.toString(32 << 10);

    private static final String MARKET_FETCH_WAIT_MS = "4";

    private final Settings settings;

    public KafkaInputs(Settings settings) {
        this.settings = settings;
    }

    @Override
    public SingleOutputStreamOperator<Inbound> market(StreamExecutionEnvironment env) {
        String topic = settings.get(JobOptions.MARKET);
        MarketSchema schema = new MarketSchema(topic, JobSetup.marketRules(settings));
        KafkaSourceBuilder<Inbound> source = source(topic, "market", schema)
                .setProperty("fetch.min.bytes", MARKET_FETCH_BYTES)
                .setProperty("fetch.max.wait.ms", MARKET_FETCH_WAIT_MS);
        if (settings.get(JobOptions.MARKET_BOUNDED)) {
            source.setBounded(OffsetsInitializer.latest());
        }
        WatermarkStrategy<Inbound> watermarks =
                aligned(MarketWatermarkFunction.strategy(settings.millis(JobOptions.LATENESS)));
        if (settings.get(JobOptions.ON_SILENCE) == OnSilence.IDLE) {
            watermarks = watermarks.withIdleness(settings.duration(JobOptions.SILENCE_WARNING));
        }
        return env.fromSource(source.build(), watermarks, topic);
    }

    @Override
    public SingleOutputStreamOperator<ControlRecord> control(StreamExecutionEnvironment env) {
        String topic = settings.get(JobOptions.CONTROL);
        KafkaSourceBuilder<ControlRecord> source =
                source(topic, "control", ControlSchema.log()).setProperty("isolation.level", "read_committed");
        if (settings.get(JobOptions.CONTROL_MODE) == ControlMode.REPLAY) {
            source.setBounded(OffsetsInitializer.latest());
        }
        return env.fromSource(source.build(), aligned(ControlWatermarkFunction.strategy()), topic);
    }

    @Override
    public MapFunction<ControlRecord, ControlRecord> lease() {
        return new RunLeaseFunction<>(settings);
    }

    @Override
    public Inputs.@Nullable Live live() {
        return settings.get(JobOptions.CONTROL_MODE) == ControlMode.LIVE ? this : null;
    }

    @Override
    public DataStream<SequencerInput> requests(StreamExecutionEnvironment env) {
        String topic = settings.get(JobOptions.CONTROL_REQUESTS);
        return unordered(env, topic, "requests", ControlSchema.requests(), Uids.REQUESTS_SOURCE);
    }

    @Override
    public DataStream<SequencerInput> acks(StreamExecutionEnvironment env) {
        String topic = settings.get(JobOptions.CONTROL_ACKS);
        return unordered(env, topic, "acks", ControlSchema.acks(), Uids.ACKS_SOURCE);
    }

    @Override
    public DataStream<SequencerInput> reports(StreamExecutionEnvironment env) {
        String topic = settings.get(JobOptions.EXECUTIONS_EXTERNAL);
        return env.fromSource(
                        source(topic, "reports", ControlSchema.reports())
                                .setProperty("isolation.level", "read_committed")
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        topic)
                .uid(Uids.REPORTS_SOURCE)
                .setParallelism(1);
    }

    @Override
    public ControlLog.Address log() {
        return KafkaControlLog.address(
                settings.kafkaProperties(),
                settings.get(JobOptions.CONTROL),
                settings.get(JobOptions.CONTROL_REQUESTS));
    }

    @Override
    public AckChannel.Address ackChannel() {
        return KafkaAckChannel.address(settings.kafkaProperties(), settings.get(JobOptions.CONTROL_ACKS));
    }

    private DataStream<SequencerInput> unordered(
            StreamExecutionEnvironment env,
            String topic,
            String group,
            KafkaRecordDeserializationSchema<SequencerInput> schema,
            String uid) {
        return env.fromSource(source(topic, group, schema).build(), WatermarkStrategy.noWatermarks(), topic)
                .uid(uid)
                .setParallelism(1);
    }

    private <T> KafkaSourceBuilder<T> source(String topic, String group, KafkaRecordDeserializationSchema<T> schema) {
        return KafkaSource.<T>builder()
                .setProperties(settings.kafkaProperties())
                .setTopics(topic)
                .setGroupId(settings.get(JobOptions.RUN_ID) + "-" + group)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty("fetch.min.bytes", "1")
                .setDeserializer(schema);
    }

    private <T> WatermarkStrategy<T> aligned(WatermarkStrategy<T> strategy) {
        return strategy.withWatermarkAlignment(
                ALIGNMENT_GROUP, settings.duration(JobOptions.ALIGNMENT_DRIFT), ALIGNMENT_UPDATE);
    }
}
