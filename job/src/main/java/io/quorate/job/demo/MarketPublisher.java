package io.quorate.job.demo;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Topics;
import io.quorate.job.metrics.LatencyFigures;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.market.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Sends market events, a symbol always to the same partition, and heartbeats to every partition.
 *
 * <p>One thread sends everything in the order of the times, so a heartbeat never overtakes an earlier record: its time
 * is the paced clock's, or when unpaced that of the newest record, one heartbeat for each {@link #UNPACED_BEAT}
 * records.
 */
public final class MarketPublisher implements AutoCloseable {
    static final int UNPACED_BEAT = 500;

    private static final String VENUE = "publisher";
    /** Waits are no shorter, so that a high rate goes out in small groups and not in a wake-up each. */
    private static final long LEAST_PARK_NANOS = 500_000;

    private static final long MOST_PARK_NANOS = 20_000_000;
    private static final long HIGHEST_LAG_NANOS = 100_000_000_000L;

    private final String topic;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Function<MarketEvent, byte[]> encoding;
    private volatile @Nullable Exception failure;
    private volatile boolean stopped;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong heartbeats = new AtomicLong();
    private volatile long lastTsMs = Long.MIN_VALUE;

    /**
     * A publisher for the market topic, which has to exist.
     *
     * @param encoding the wire form of an event
     */
    public MarketPublisher(Settings settings, Function<MarketEvent, byte[]> encoding) {
        this.topic = settings.get(JobOptions.MARKET);
        this.partitions = Topics.partitions(settings, topic);
        this.encoding = encoding;
        Properties properties = settings.kafkaProperties();
        properties.putIfAbsent("linger.ms", "5");
        properties.putIfAbsent("batch.size", "65536");
        properties.putIfAbsent("max.request.size", "16777216");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Partition of a symbol: Kafka's own rule for the symbol as key. */
    public int partition(String symbol) {
        return Utils.toPositive(Utils.murmur2(symbol.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /** Records sent so far, heartbeats not counted. */
    public long records() {
        return records.get();
    }

    /** Heartbeats sent so far, one in each partition counted as one each. */
    public long heartbeats() {
        return heartbeats.get();
    }

    /** Greatest time sent so far, epoch ms; Long.MIN_VALUE before the first. */
    public long lastTsMs() {
        return lastTsMs;
    }

    /** Makes {@link #publish} end early; safe from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Sends the events and returns when the broker has them all, or after {@link #stop()}. Throws UserError when the
     * broker refuses one.
     *
     * @param events in time order
     * @param heartbeat wall time between two heartbeats
     * @param limit longest wall time; null for none
     */
    public Sent publish(Iterator<MarketEvent> events, Pace pace, Duration heartbeat, @Nullable Duration limit) {
        Histogram lagNanos = new Histogram(1, HIGHEST_LAG_NANOS, 2);
        long firstRecords = records.get();
        long startNanos = System.nanoTime();
        long startWallMs = System.currentTimeMillis();
        long limitNanos = limit == null ? Long.MAX_VALUE : limit.toNanos();
        long beatNanos = 0;
        long firstTsMs = Long.MIN_VALUE;
        for (long index = 0; events.hasNext() && !stopped; index++) {
            MarketEvent event = events.next();
            firstTsMs = firstTsMs == Long.MIN_VALUE ? event.eventTimeMs() : firstTsMs;
            long dueNanos = pace.dueNanos(event, index, firstTsMs);
            if (Math.max(dueNanos, System.nanoTime() - startNanos) > limitNanos) {
                break;
            }
            for (; !pace.isUnpaced() && beatNanos <= dueNanos && !stopped; beatNanos += heartbeat.toNanos()) {
                awaitDue(startNanos + beatNanos);
                // One ms less: records of this very ms may still be to come.
                beat(pace.eventTimeMs(beatNanos, firstTsMs, startWallMs) - 1);
            }
            awaitDue(startNanos + dueNanos);
            if (!pace.isUnpaced()) {
                long lag = System.nanoTime() - startNanos - dueNanos;
                lagNanos.recordValue(Math.max(0, Math.min(lag, HIGHEST_LAG_NANOS)));
            }
            send(pace.stamped(event, firstRecords + index, dueNanos, startWallMs));
            if (pace.isUnpaced() && index % UNPACED_BEAT == UNPACED_BEAT - 1) {
                beat(lastTsMs);
            }
        }
        flush();
        return new Sent(
                records.get() - firstRecords,
                firstTsMs,
                lastTsMs,
                (System.nanoTime() - startNanos) / 1_000_000,
                LatencyFigures.of(lagNanos));
    }

    /** Sends one event to the partition of its symbol, whatever its time says. */
    public void send(MarketEvent event) {
        byte[] key = event.symbol().getBytes(StandardCharsets.UTF_8);
        send(partition(event.symbol()), key, encoding.apply(event));
        records.incrementAndGet();
        lastTsMs = Math.max(lastTsMs, event.eventTimeMs());
    }

    /** Sends bytes that need not be an event, for tests of the door; not counted. */
    public void sendRaw(int partition, byte[] value) {
        send(partition, null, value);
    }

    /**
     * Sends one heartbeat to every partition.
     *
     * @param tsMs time that has passed, epoch ms
     */
    public void beat(long tsMs) {
        byte[] value = encoding.apply(MarketEvent.heartbeat(VENUE, tsMs, 0, 0));
        for (int partition = 0; partition < partitions; partition++) {
            send(partition, null, value);
            heartbeats.incrementAndGet();
        }
        lastTsMs = Math.max(lastTsMs, tsMs);
    }

    /**
     * Sends a last heartbeat that lets everything behind it out of the job: {@code ahead} after the newest time.
     */
    public void finish(Duration ahead) {
        if (lastTsMs != Long.MIN_VALUE) {
            beat(lastTsMs + ahead.toMillis());
            flush();
        }
    }

    /** Waits until the broker has everything sent so far; throws UserError when it refused something. */
    public void flush() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    private void send(int partition, byte @Nullable [] key, byte[] value) {
        check();
        try {
            var unused = producer.send(new ProducerRecord<>(topic, partition, key, value), (metadata, e) -> {
                if (e != null) {
                    failure = e;
                }
            });
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    private void check() {
        Exception e = failure;
        if (e != null) {
            throw refused(e);
        }
    }

    private UserError refused(Exception e) {
        return UserError.failed("expected topic " + topic + " to take records, was " + RootCause.of(e), e);
    }

    private void awaitDue(long dueNanoTime) {
        for (long left = dueNanoTime - System.nanoTime();
                left > 0 && !stopped;
                left = dueNanoTime - System.nanoTime()) {
            LockSupport.parkNanos(Math.max(LEAST_PARK_NANOS, Math.min(left, MOST_PARK_NANOS)));
        }
    }

    /**
     * What one call sent.
     *
     * @param records number of records
     * @param firstTsMs recorded event time of the first one; Long.MIN_VALUE for none
     * @param lastTsMs greatest time sent
     * @param wallMs how long it took
     * @param lag how far behind its due time each record was sent; empty when unpaced
     */
    public record Sent(long records, long firstTsMs, long lastTsMs, long wallMs, LatencyFigures lag) {}
}
