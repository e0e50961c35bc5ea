package io.quorate.job.kafka;

import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.codec.MarketRules;
import io.quorate.schema.market.Inbound;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes market records; every record gives exactly one result, usable or refused. */
final class MarketSchema implements KafkaRecordDeserializationSchema<Inbound> {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final MarketRules rules;

    @SuppressWarnings("NullAway.Init")
    private transient MarketDecoder decoder;

    MarketSchema(String topic, MarketRules rules) {
        this.topic = topic;
        this.rules = rules;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder = new MarketDecoder(topic, rules);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Inbound> out) {
        out.collect(decoder.decode(record.partition(), record.offset(), record.timestamp(), record.value()));
    }

    @Override
    public TypeInformation<Inbound> getProducedType() {
        return TypeInformation.of(Inbound.class);
    }
}
