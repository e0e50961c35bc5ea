package io.quorate.job.kafka;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.codec.AlertCodec;
import io.quorate.schema.codec.BusinessCodec;
import io.quorate.schema.codec.CreditCodec;
import io.quorate.schema.codec.DeadLetterCodec;
import io.quorate.schema.codec.DecisionCodec;
import io.quorate.schema.codec.ExecutionCodec;
import io.quorate.schema.codec.FeatureCodec;
import io.quorate.schema.codec.LateEventCodec;
import io.quorate.schema.codec.PredictionCodec;
import io.quorate.schema.codec.QualityCodec;
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
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Key, event time and bytes of one kind of output record. The value depends on nothing but the record. */
final class RecordSchema<T> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final Key<T> key;
    private final Time<T> tsMs;
    private final Value<T> value;

    private interface Key<T> extends Function<T, @Nullable String>, Serializable {}

    private interface Time<T> extends ToLongFunction<T>, Serializable {}

    private interface Value<T> extends Function<T, byte[]>, Serializable {}

    private RecordSchema(String topic, Key<T> key, Time<T> tsMs, Value<T> value) {
        this.topic = topic;
        this.key = key;
        this.tsMs = tsMs;
        this.value = value;
    }

    static RecordSchema<LedgeredDecision> decisions(String topic) {
        return new RecordSchema<>(
                topic,
                d -> d.decision().portfolio(),
                d -> d.decision().tsMs(),
                d -> DecisionCodec.lean(d.decision(), d.ledgerIndex()));
    }

    static RecordSchema<LedgerEntry> ledger(String topic) {
        return new RecordSchema<>(topic, LedgerEntry::portfolio, LedgerEntry::tsMs, LedgerEntry::value);
    }

    static RecordSchema<Execution> executions(String topic) {
        return new RecordSchema<>(topic, Execution::portfolio, Execution::tsMs, ExecutionCodec::encode);
    }

    static RecordSchema<BusinessFigures> business(String topic) {
        return new RecordSchema<>(topic, BusinessFigures::portfolio, BusinessFigures::toMs, BusinessCodec::encode);
    }

    static RecordSchema<Prediction> predictions(String topic) {
        return new RecordSchema<>(topic, Prediction::symbol, Prediction::tsMs, PredictionCodec::encode);
    }

    static RecordSchema<Prediction> shadows(String topic) {
        return new RecordSchema<>(topic, Prediction::symbol, Prediction::tsMs, PredictionCodec::encodeShadow);
    }

    static RecordSchema<Alert> alerts(String topic) {
        return new RecordSchema<>(topic, a -> a.kind().name(), a -> 0, AlertCodec::encode);
    }

    static RecordSchema<Credit> outcomes(String topic) {
        return new RecordSchema<>(topic, Credit::symbol, Credit::knownTsMs, CreditCodec::encode);
    }

    static RecordSchema<FeatureVector> features(String topic) {
        return new RecordSchema<>(
                topic, f -> f.sample().symbol(), f -> f.sample().tsMs(), FeatureCodec::encode);
    }

    static RecordSchema<QualityRecord> quality(String topic) {
        return new RecordSchema<>(topic, QualityRecord::name, QualityRecord::windowEndMs, QualityCodec::encode);
    }

    static RecordSchema<DeadLetter> deadLetters(String topic) {
        return new RecordSchema<>(topic, d -> null, d -> 0, DeadLetterCodec::encode);
    }

    static RecordSchema<LateEvent> lateEvents(String topic) {
        return new RecordSchema<>(topic, l -> l.event().symbol(), l -> l.event().tsMs(), LateEventCodec::encode);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, @Nullable Long timestamp) {
        String name = key.apply(element);
        long eventTimeMs = tsMs.applyAsLong(element);
        return new ProducerRecord<>(
                topic,
                null,
                eventTimeMs > 0 ? eventTimeMs : null,
                name == null ? null : name.getBytes(StandardCharsets.UTF_8),
                value.apply(element));
    }
}
