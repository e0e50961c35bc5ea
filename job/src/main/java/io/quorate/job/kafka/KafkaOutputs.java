package io.quorate.job.kafka;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.topology.Outputs;
import io.quorate.job.topology.Uids;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The topics a job writes. All at least once and visible at once, but the ledger: exactly once, visible at checkpoints.
 */
public final class KafkaOutputs implements Outputs {

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
        Properties properties = producer();
        properties.put("transaction.timeout.ms", Long.toString(settings.millis(JobOptions.TRANSACTION_TIMEOUT)));
        entries.sinkTo(KafkaSink.<LedgerEntry>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(settings.get(JobOptions.RUN_ID) + "-ledger")
                        .setRecordSerializer(RecordSchema.ledger(topic))
                        .build())
                .name(topic)
                .uid(Uids.LEDGER_SINK);
    }

    @Override
    public void executions(DataStream<Execution> executions) {
        atLeastOnce(executions, JobOptions.EXECUTIONS, RecordSchema::executions, Uids.EXECUTIONS_SINK);
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
    public void deadLetters(DataStream<DeadLetter> refused) {
        atLeastOnce(refused, JobOptions.DEAD_LETTERS, RecordSchema::deadLetters, Uids.DEAD_LETTERS_SINK);
    }

    @Override
    public void lateEvents(DataStream<LateEvent> late) {
        atLeastOnce(late, JobOptions.LATE_EVENTS, RecordSchema::lateEvents, Uids.LATE_EVENTS_SINK);
    }

    private <T> void atLeastOnce(
            DataStream<T> stream, Option<String> option, Function<String, RecordSchema<T>> schema, String uid) {
        String topic = settings.get(option);
        if (topic.isEmpty()) {
            return;
        }
        Properties properties = producer();
        // the 4.x default of 5 ms would be most of the latency of a decision
        properties.put("linger.ms", "0");
        stream.sinkTo(KafkaSink.<T>builder()
                        .setKafkaProducerConfig(properties)
                        .setBootstrapServers(settings.get(JobOptions.BOOTSTRAP))
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(schema.apply(topic))
                        .build())
                .name(topic)
                .uid(uid);
    }

    private Properties producer() {
        Properties properties = settings.kafkaProperties();
        properties.putIfAbsent("max.request.size", Integer.toString(8 << 20));
        return properties;
    }
}
