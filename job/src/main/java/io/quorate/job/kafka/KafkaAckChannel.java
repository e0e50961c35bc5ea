package io.quorate.job.kafka;

import io.quorate.control.AckChannel;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlAck;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledgements as Kafka records, sent by a thread of their own: a task that answers for a bundle it knows already
 * must not wait for a broker.
 */
final class KafkaAckChannel implements AckChannel {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaAckChannel.class);

    private final Properties kafka;
    private final String topic;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(KafkaAckChannel::daemon);
    private @Nullable KafkaProducer<byte[], byte[]> producer;

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
    public void send(ControlAck ack) {
        try {
            sender.execute(() -> sendNow(ack));
        } catch (RejectedExecutionException e) {
            // closed: this attempt is over, and its answers count no more
            LOG.debug("acknowledgement dropped version={} subtask={}", ack.version(), ack.subtask());
        }
    }

    private void sendNow(ControlAck ack) {
        try {
            KafkaProducer<byte[], byte[]> open = producer;
            if (open == null) {
                open = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
                producer = open;
            }
            var unused = open.send(
                    new ProducerRecord<>(topic, ControlCodec.encode(ack)), (metadata, failure) -> lost(ack, failure));
        } catch (KafkaException e) {
            lost(ack, e);
        }
    }

    /** The sequencer's time limit refuses the bundle when answers are missing. */
    private static void lost(ControlAck ack, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("acknowledgement lost version={} subtask={}", ack.version(), ack.subtask(), failure);
        }
    }

    @Override
    public void close() {
        sender.execute(this::closeProducer);
        sender.shutdown();
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "acknowledgements");
        thread.setDaemon(true);
        return thread;
    }
}
