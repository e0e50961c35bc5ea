package io.quorate.job.control;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.Brokers;
import io.quorate.job.kafka.TopicTail;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.ControlCodec;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sequencer of a running job for control changes and waits for its answers.
 *
 * <p>Every request leaves exactly one epoch or refusal in the control log that carries the request's offset; the client
 * follows the log from the moment it was opened, so no answer is missed. Several requests may be under way. Not
 * thread-safe.
 */
public final class ControlClient implements AutoCloseable {
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(15);

    private final String requestsTopic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicTail log;
    private final Set<Long> waiting = new HashSet<>();
    private final Map<Long, ControlAnswer> answers = new HashMap<>();

    private ControlClient(String requestsTopic, KafkaProducer<byte[], byte[]> producer, TopicTail log) {
        this.requestsTopic = requestsTopic;
        this.producer = producer;
        this.log = log;
    }

    /** Connects; throws UserError when the brokers do not answer or a control topic is missing. */
    public static ControlClient open(Settings settings) {
        Brokers.requireReachable(settings);
        Topics.requireExisting(settings, List.of(JobOptions.CONTROL_REQUESTS, JobOptions.CONTROL));
        TopicTail log = TopicTail.fromEnd(settings, settings.get(JobOptions.CONTROL));
        try {
            return new ControlClient(
                    settings.get(JobOptions.CONTROL_REQUESTS),
                    new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer()),
                    log);
        } catch (KafkaException e) {
            log.close();
            throw UserError.failed("expected usable Kafka settings, was " + RootCause.of(e), e);
        }
    }

    /** Sends a request and waits for what becomes of it; throws UserError when nothing does within {@code patience}. */
    public ControlAnswer ask(ControlRequest request, Duration patience) {
        return await(send(request), patience);
    }

    /**
     * Writes a request. Throws UserError when the brokers do not take it.
     *
     * @return the offset by which its answer is found
     */
    public long send(ControlRequest request) {
        try {
            long offset = producer.send(new ProducerRecord<>(requestsTopic, ControlCodec.encode(request)))
                    .get(SEND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
            waiting.add(offset);
            return offset;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw UserError.failed("expected topic " + requestsTopic + " to take a request, was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while sending a request", e);
        }
    }

    /** Waits for the answer to a request this client sent; throws UserError when there is none within {@code patience}. */
    public ControlAnswer await(long requestOffset, Duration patience) {
        if (!waiting.contains(requestOffset) && !answers.containsKey(requestOffset)) {
            throw new IllegalArgumentException("expected the offset of a request of this client, was " + requestOffset);
        }
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        @Nullable ControlAnswer answer = answers.remove(requestOffset);
        while (answer == null) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                throw UserError.failed("expected an answer to the request within "
                        + Math.max(1, patience.toSeconds()) + " s, was none; a job with control.mode live has to be"
                        + " running and reading " + requestsTopic);
            }
            log.poll(Duration.ofNanos(leftNanos), this::take);
            answer = answers.remove(requestOffset);
        }
        return answer;
    }

    private void take(ConsumerRecord<byte[], byte[]> from) {
        LoggedRecord logged = LoggedRecord.of(from);
        ControlRecord r = logged.record();
        boolean answers = r.kind().isEpoch() || r.kind() == ControlKind.REFUSED;
        if (answers && waiting.remove(r.requestOffset())) {
            this.answers.put(r.requestOffset(), new ControlAnswer(r, logged.writtenMs()));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        log.close();
    }

    private static Properties properties(Settings settings) {
        Properties p = settings.kafkaProperties();
        p.put("acks", "all");
        p.put("linger.ms", "0");
        p.put("max.block.ms", Long.toString(SEND_PATIENCE.toMillis()));
        p.put("request.timeout.ms", "10000");
        p.put("delivery.timeout.ms", Long.toString(SEND_PATIENCE.toMillis()));
        return p;
    }
}
