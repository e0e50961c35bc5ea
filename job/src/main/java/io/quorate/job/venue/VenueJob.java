package io.quorate.job.venue;

import io.quorate.execution.DeskOperator;
import io.quorate.execution.DeskRules;
import io.quorate.execution.KillJournal;
import io.quorate.execution.VenueLink;
import io.quorate.job.StreamingJob;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.Topics;
import io.quorate.job.kafka.TransactionLimit;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import io.quorate.job.options.VenueMode;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.codec.DeadLetterCodec;
import io.quorate.schema.codec.VenueReportCodec;
import io.quorate.schema.execution.DeskInput;
import io.quorate.schema.execution.VenueReport;
import io.quorate.schema.market.DeadLetter;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job between decisions and an external venue; a main class of the job jar.
 *
 * <p>Reads {@code decisions}, KILL requests and the control log from their start, or on from its state. Writes {@code
 * executions-external} exactly once: a report is visible only when the state that made it is kept, so an order reported
 * as ended is never sent after a crash. Arguments as of {@link StreamingJob}.
 */
public final class VenueJob {

    /** Pinned for ever: a changed uid loses its state. */
    static final List<String> UIDS = List.of(
            "venue-decisions-source",
            "venue-requests-source",
            "venue-control-source",
            "venue-desk",
            "venue-executions-sink",
            "venue-dead-letters-sink");

    /** How long an order is remembered after its end. */
    private static final long RETENTION_MS = 24 * 3_600_000L;

    private static final long RETRY_MS = 100;
    private static final long MAX_RETRY_MS = 5_000;

    private VenueJob() {}

    public static void main(String[] args) throws Exception {
        Settings settings = StreamingJob.settings(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, settings);
        env.execute(name(settings));
    }

    static String name(Settings settings) {
        return JobSetup.name(settings) + " venue";
    }

    /**
     * Adds the job to the environment. Throws UserError when the options do not name an external venue, a topic is
     * missing, or the token cannot be read.
     *
     * @return nothing to warn of
     */
    public static List<String> define(StreamExecutionEnvironment env, Settings settings) {
        if (settings.get(JobOptions.VENUE) != VenueMode.EXTERNAL) {
            throw UserError.wrongUse(JobOptions.VENUE.key() + ": expected external, was paper");
        }
        HttpVenueSettings http = HttpVenueSettings.of(settings);
        new HttpVenueLink(http).close();
        Brokers.requireReachable(settings);
        Topics.requireExisting(settings, topics());
        TransactionLimit.require(settings);
        define(env, settings, HttpVenueLink.address(http));
        return List.of();
    }

    /** As {@link #define(StreamExecutionEnvironment, Settings)}, unchecked, with any way to the venue. */
    static void define(StreamExecutionEnvironment env, Settings settings, VenueLink.Address address) {
        JobSetup.configure(env, settings);
        env.configure(new Configuration().set(PipelineOptions.NAME, name(settings)));
        DataStream<DeskInput> heard = source(env, settings, JobOptions.DECISIONS, DeskSchema.decisions(), UIDS.get(0))
                .union(
                        source(env, settings, JobOptions.CONTROL_REQUESTS, DeskSchema.requests(), UIDS.get(1)),
                        source(env, settings, JobOptions.CONTROL, DeskSchema.control(), UIDS.get(2)));
        KillJournal journal = KafkaKillJournal.of(settings);
        SingleOutputStreamOperator<VenueReport> reports = heard.transform(
                        "order desk",
                        TypeInformation.of(VenueReport.class),
                        new DeskOperator(rules(settings), address, journal, settings.millis(JobOptions.VENUE_POLL)))
                .uid(UIDS.get(3))
                .setParallelism(1);
        write(settings, reports);
        writeDeadLetters(settings, reports.getSideOutput(DeskOperator.DEAD_LETTERS));
    }

    private static List<Option<String>> topics() {
        return List.of(
                JobOptions.DECISIONS,
                JobOptions.CONTROL_REQUESTS,
                JobOptions.CONTROL,
                JobOptions.EXECUTIONS_EXTERNAL,
                JobOptions.DEAD_LETTERS);
    }

    private static DeskRules rules(Settings s) {
        return new DeskRules(
                s.millis(JobOptions.VENUE_ENTRY_VALID),
                s.millis(JobOptions.VENUE_EXIT_VALID),
                s.millis(JobOptions.VENUE_SKEW),
                RETRY_MS,
                MAX_RETRY_MS,
                s.millis(JobOptions.VENUE_GRACE),
                Math.max(RETENTION_MS, s.millis(JobOptions.VENUE_GRACE)));
    }

    private static DataStream<DeskInput> source(
            StreamExecutionEnvironment env, Settings settings, Option<String> option, DeskSchema schema, String uid) {
        String topic = settings.get(option);
        KafkaSource<DeskInput> source = KafkaSource.<DeskInput>builder()
                .setProperties(settings.kafkaProperties())
                .setTopics(topic)
                .setGroupId(settings.get(JobOptions.RUN_ID) + "-" + uid)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("partition.discovery.interval.ms", "-1")
                .setProperty("fetch.min.bytes", "1")
                .setProperty("isolation.level", "read_committed")
                .setDeserializer(schema)
                .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic)
                .uid(uid)
                .setParallelism(1);
    }

    private static void write(Settings settings, DataStream<VenueReport> reports) {
        String topic = settings.get(JobOptions.EXECUTIONS_EXTERNAL);
        Properties properties = settings.kafkaProperties();
        properties.put("transaction.timeout.ms", Long.toString(settings.millis(JobOptions.TRANSACTION_TIMEOUT)));
        reports.sinkTo(KafkaSink.<VenueReport>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(settings.get(JobOptions.RUN_ID) + "-venue")
                        .setRecordSerializer(
                                new VenueSchema<VenueReport>(topic, VenueReport::portfolio, VenueReportCodec::encode))
                        .build())
                .name(topic)
                .uid(UIDS.get(4))
                .setParallelism(1);
    }

    private static void writeDeadLetters(Settings settings, DataStream<DeadLetter> letters) {
        String topic = settings.get(JobOptions.DEAD_LETTERS);
        letters.sinkTo(KafkaSink.<DeadLetter>builder()
                        .setKafkaProducerConfig(settings.kafkaProperties())
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(
                                new VenueSchema<DeadLetter>(topic, letter -> null, DeadLetterCodec::encode))
                        .build())
                .name(topic)
                .uid(UIDS.get(5))
                .setParallelism(1);
    }
}
