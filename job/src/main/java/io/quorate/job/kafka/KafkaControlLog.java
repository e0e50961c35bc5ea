package io.quorate.job.kafka;

import io.quorate.control.ControlLog;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The control log as a Kafka topic with one partition. One transaction per append; the transactional id is the topic's,
 * so that opening the log fences whoever wrote it before.
 */
final class KafkaControlLog implements ControlLog {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<ControlRecord> records;
    private final long requestsEndOffset;

    private KafkaControlLog(
            String topic, KafkaProducer<byte[], byte[]> producer, List<ControlRecord> records, long requestsEndOffset) {
        this.topic = topic;
        this.producer = producer;
        this.records = records;
        this.requestsEndOffset = requestsEndOffset;
    }

    /** Address of the log of these topics. */
    static ControlLog.Address address(Properties kafka, String controlTopic, String requestsTopic) {
        Properties copy = new Properties();
        copy.putAll(kafka);
        return () -> open(copy, controlTopic, requestsTopic);
    }

    private static KafkaControlLog open(Properties kafka, String controlTopic, String requestsTopic) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                producerProperties(kafka, controlTopic), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    consumerProperties(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition requests = new TopicPartition(requestsTopic, 0);
                long end = consumer.endOffsets(List.of(requests)).getOrDefault(requests, 0L);
                return new KafkaControlLog(controlTopic, producer, read(consumer, controlTopic), end);
            }
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    private static List<ControlRecord> read(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        TopicPartition log = new TopicPartition(topic, 0);
        consumer.assign(List.of(log));
        consumer.seekToBeginning(List.of(log));
        long end = consumer.endOffsets(List.of(log)).getOrDefault(log, 0L);
        List<ControlRecord> records = new ArrayList<>();
        while (consumer.position(log) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                try {
                    keep(records, ControlCodec.decodeRecord(record.value()));
                } catch (CodecException e) {
                    throw new IllegalStateException(
                            "expected a control record at " + topic + " offset " + record.offset() + ", was "
                                    + e.getMessage(),
                            e);
                }
            }
        }
        return records;
    }

    /** Of promises in a row the last says all: a log gets up to ten a second, and is kept. */
    static void keep(List<ControlRecord> records, ControlRecord next) {
        int last = records.size() - 1;
        ControlRecord before = last < 0 ? null : records.get(last);
        if (before != null
                && before.kind() == ControlKind.FRONTIER
                && next.kind() == ControlKind.FRONTIER
                && next.effectiveFromMs() >= before.effectiveFromMs()
                && next.watermarkMs() >= before.watermarkMs()) {
            records.set(last, next);
        } else {
            records.add(next);
        }
    }

    private static Properties producerProperties(Properties kafka, String controlTopic) {
        Properties p = new Properties();
        p.putAll(kafka);
        p.put("transactional.id", controlTopic + "-writer");
        p.put("acks", "all");
        p.put("enable.idempotence", "true");
        p.put("linger.ms", "0");
        p.put("transaction.timeout.ms", "60000");
        return p;
    }

    private static Properties consumerProperties(Properties kafka) {
        Properties p = new Properties();
        p.putAll(kafka);
        p.put("isolation.level", "read_committed");
        p.put("enable.auto.commit", "false");
        return p;
    }

    @Override
    public List<ControlRecord> records() {
        return records;
    }

    @Override
    public long requestsEndOffset() {
        return requestsEndOffset;
    }

    @Override
    public void append(List<ControlRecord> appended) {
        producer.beginTransaction();
        for (ControlRecord r : appended) {
            var unused = producer.send(new ProducerRecord<>(topic, 0, null, null, ControlCodec.encode(r)));
        }
        // a failed send surfaces here; the job then restarts and reads the log anew
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
