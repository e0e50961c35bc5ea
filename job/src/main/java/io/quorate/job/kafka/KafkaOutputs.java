package io.quorate.job.kafka;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Outputs;
import io.quorate.job.topology.Uids;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.quality.QualityRecord;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The topics a job writes. All at least once and visible at once, but the ledger: exactly once, visible at checkpoints.
 */
public final class KafkaOutputs implements Outputs {

    /** Most of a decision's way is waiting for the watermark; a request each ms costs more than what it saves. */
    private static final String DECISIONS_LINGER_MS = "4";
    /** Read after the fact. */
    private static final String OTHERS_LINGER_MS = "10";

    private static final String BATCH_BYTES = Integer.toString(64 << 10);
    /** The ledger is seen at checkpoints, which send what waits: few large requests. */
    private static final String LEDGER_LINGER_MS = "100";

    private static final String LEDGER_BATCH_BYTES = Integer.toString(512 << 10);

    private final Settings settings;

    public KafkaOutputs(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void decisions(DataStream<LedgeredDecision> decisions) {
        atLeastOnce(decisions, JobOptions.DECISIONS, RecordSchema::decisions, Uids.DECISIONS_SINK);
    }

    @Override
    public void ledger(DataStream<LedgerEntry> entries) {
        if (!settings.get(JobOptions.LEDGER_ENABLED)) {
            return;
        }
        String topic = settings.get(JobOptions.LEDGER);
        Properties properties = producer(LEDGER_LINGER_MS, LEDGER_BATCH_BYTES);
        properties.put("transaction.timeout.ms", Long.toString(settings.millis(JobOptions.TRANSACTION_TIMEOUT)));
        entries.sinkTo(KafkaSink.<LedgerEntry>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(settings.get(JobOptions.RUN_ID) + "-ledger")
                        .setRecordSerializer(RecordSchema.ledger(topic))
                        .build())
                .name(topic)
                .uid(Uids.LEDGER_SINK)
                // a thread of its own: to flush and commit a transaction takes tens of ms, in which decisions would
                // wait
                .disableChaining();
    }

    @Override
    public void executions(DataStream<Execution> executions) {
        atLeastOnce(executions, JobOptions.EXECUTIONS, RecordSchema::executions, Uids.EXECUTIONS_SINK);
    }

    @Override
    public void business(DataStream<BusinessFigures> figures) {
        atLeastOnce(figures, JobOptions.BUSINESS, RecordSchema::business, Uids.BUSINESS_SINK);
    }

    @Override
    public void predictions(DataStream<Prediction> predictions) {
        atLeastOnce(predictions, JobOptions.PREDICTIONS, RecordSchema::predictions, Uids.PREDICTIONS_SINK);
    }

    @Override
    public void outcomes(DataStream<Credit> credits) {
        atLeastOnce(credits, JobOptions.OUTCOMES, RecordSchema::outcomes, Uids.OUTCOMES_SINK);
    }

    @Override
    public void features(DataStream<FeatureVector> features) {
        atLeastOnce(features, JobOptions.FEATURES, RecordSchema::features, Uids.FEATURES_SINK);
        String folder = settings.get(JobOptions.FEATURES_LOG);
        if (!folder.isEmpty()) {
            FeatureLog.attach(features, folder, JobSetup.layout(settings).names());
        }
    }

    @Override
    public void quality(DataStream<QualityRecord> records) {
        atLeastOnce(records, JobOptions.MODEL_QUALITY, RecordSchema::quality, Uids.MODEL_QUALITY_SINK);
    }

    @Override
    public void deadLetters(DataStream<DeadLetter> refused) {
        atLeastOnce(refused, JobOptions.DEAD_LETTERS, RecordSchema::deadLetters, Uids.DEAD_LETTERS_SINK);
    }

    @Override
    public void lateEvents(DataStream<LateEvent> late) {
        atLeastOnce(late, JobOptions.LATE_EVENTS, RecordSchema::lateEvents, Uids.LATE_EVENTS_SINK);
    }

    @Override
    public void shadows(DataStream<Prediction> predictions) {
        atLeastOnce(predictions, JobOptions.PREDICTIONS, RecordSchema::shadows, Uids.SHADOWS_SINK);
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        atLeastOnce(alerts, JobOptions.ALERTS, RecordSchema::alerts, Uids.ALERTS_SINK);
    }

    private <T> void atLeastOnce(
            DataStream<T> stream, Option<String> option, Function<String, RecordSchema<T>> schema, String uid) {
        String topic = settings.get(option);
        if (topic.isEmpty()) {
            return;
        }
        boolean urgent = option.equals(JobOptions.DECISIONS);
        Properties properties = producer(urgent ? DECISIONS_LINGER_MS : OTHERS_LINGER_MS, BATCH_BYTES);
        stream.sinkTo(KafkaSink.<T>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(schema.apply(topic))
                        .build())
                .name(topic)
                .uid(uid);
    }

    private Properties producer(String lingerMs, String batchBytes) {
        Properties properties = settings.kafkaProperties();
        properties.putIfAbsent("linger.ms", lingerMs);
        properties.putIfAbsent("batch.size", batchBytes);
        properties.putIfAbsent("max.request.size", Integer.toString(8 << 20));
        return properties;
    }
}
