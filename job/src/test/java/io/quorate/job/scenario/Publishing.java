package io.quorate.job.scenario;

import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the records of a scenario, each checked. */
public final class Publishing {

    private Publishing() {}

    /** Writes requests in order. */
    public static void requests(Settings settings, List<ControlRequest> requests) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (ControlRequest r : requests) {
                producer.send(new ProducerRecord<>(settings.get(JobOptions.CONTROL_REQUESTS), ControlCodec.encode(r)))
                        .get();
            }
        }
    }

    /** Writes the market records in order, as fast as the broker takes them; where each went. */
    public static List<RecordMetadata> market(Settings settings, List<MarketScenario.Arrival> arrivals)
            throws Exception {
        return paced(settings, arrivals, Double.POSITIVE_INFINITY);
    }

    /**
     * Writes the market records in order, each when it is due; where each went.
     *
     * @param speedUp event time per wall time
     */
    public static List<RecordMetadata> paced(Settings settings, List<MarketScenario.Arrival> arrivals, double speedUp)
            throws Exception {
        String topic = settings.get(JobOptions.MARKET);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            long startNanos = System.nanoTime();
            for (MarketScenario.Arrival a : arrivals) {
                long dueNanos = (long) ((a.atMs() - arrivals.get(0).atMs()) * 1e6 / speedUp);
                while (System.nanoTime() - startNanos < dueNanos) {
                    LockSupport.parkNanos(200_000);
                }
                sent.add(producer.send(new ProducerRecord<>(topic, a.partition(), null, a.value())));
            }
        }
        List<RecordMetadata> places = new ArrayList<>(sent.size());
        for (Future<RecordMetadata> record : sent) {
            places.add(record.get());
        }
        return places;
    }

    /** Writes values to a topic with one partition; where each went. */
    public static List<Long> values(Settings settings, String topic, List<byte[]> values) throws Exception {
        List<Long> offsets = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            for (byte[] value : values) {
                offsets.add(producer.send(new ProducerRecord<>(topic, 0, null, value))
                        .get()
                        .offset());
            }
        }
        return offsets;
    }

    /** As {@link #values}, each list in a transaction of its own, whose end takes an offset too. */
    public static List<Long> transactions(Settings settings, String topic, List<List<byte[]>> transactions)
            throws Exception {
        List<Long> offsets = new ArrayList<>();
        Properties p = properties(settings);
        p.put("transactional.id", topic + "-refill");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (List<byte[]> values : transactions) {
                producer.beginTransaction();
                for (byte[] value : values) {
                    offsets.add(producer.send(new ProducerRecord<>(topic, 0, null, value))
                            .get()
                            .offset());
                }
                producer.commitTransaction();
            }
        }
        return offsets;
    }

    private static KafkaProducer<byte[], byte[]> producer(Settings settings) {
        return new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Properties properties(Settings settings) {
        Properties p = settings.kafkaProperties();
        p.put("enable.idempotence", "true");
        p.put("max.request.size", "16777216");
        return p;
    }
}
