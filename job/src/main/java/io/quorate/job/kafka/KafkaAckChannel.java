package io.quorate.job.kafka;

import io.quorate.control.AckChannel;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlAck;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledgements as Kafka records. The producer is made by the first: on the loader's thread, or on the task's when
 * the bundle was loaded already.
 */
final class KafkaAckChannel implements AckChannel {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAckChannel.class);

    private final Properties kafka;
    private final String topic;
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean closed;

    private KafkaAckChannel(Properties kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    static AckChannel.Address address(Properties kafka, String topic) {
        Properties p = new Properties();
        p.putAll(kafka);
        p.put("linger.ms", "0");
        p.put("acks", "all");
        return () -> new KafkaAckChannel(p, topic);
    }

    @Override
    public synchronized void send(ControlAck ack) {
        if (closed) {
            return;
        }
        KafkaProducer<byte[], byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
            producer = open;
        }
        var unused = open.send(new ProducerRecord<>(topic, ControlCodec.encode(ack)), (metadata, failure) -> {
            if (failure != null) {
                // the sequencer's time limit refuses the bundle when answers are missing
                LOG.warn("acknowledgement lost version={} subtask={}", ack.version(), ack.subtask(), failure);
            }
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
