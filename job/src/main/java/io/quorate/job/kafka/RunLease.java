package io.quorate.job.kafka;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job at a time under a run id: its transactional ids, consumer groups and control log are its own.
 *
 * <p>The holder is a member of a consumer group that nobody else joins, so the brokers say whether it lives: one that
 * was killed is gone after {@link #SESSION}, one that was stopped at once. Flink's own restarts keep the job id and
 * pass. Two jobs started within the same instant can both pass here; the control log's fencing then lets one write.
 */
public final class RunLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLease.class);
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration PATIENCE = SESSION.plusSeconds(4);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String CLIENT = "quorate-job-";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private volatile boolean closed;

    private RunLease(KafkaConsumer<byte[], byte[]> consumer, String group, String topic) {
        this.consumer = consumer;
        this.thread = new Thread(() -> hold(topic), group);
        this.thread.setDaemon(true);
    }

    /** Throws UserError when a job under this run id still lives after the time in which a dead one is noticed. */
    public static void requireFree(Settings settings) {
        requireFree(settings, "");
    }

    /**
     * Takes the lease; throws UserError when another job holds it.
     *
     * @param jobId id of the job that takes it
     */
    static RunLease take(Settings settings, String jobId) {
        requireFree(settings, jobId);
        Properties p = settings.kafkaProperties();
        p.put("group.id", group(settings));
        p.put("client.id", CLIENT + jobId);
        p.put("enable.auto.commit", "false");
        p.put("auto.offset.reset", "latest");
        p.put("session.timeout.ms", Long.toString(SESSION.toMillis()));
        p.put("heartbeat.interval.ms", Long.toString(SESSION.toMillis() / 3));
        RunLease lease = new RunLease(
                new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                group(settings),
                settings.get(JobOptions.CONTROL));
        lease.thread.start();
        return lease;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String group(Settings settings) {
        return settings.get(JobOptions.RUN_ID) + "-lease";
    }

    private static void requireFree(Settings settings, String jobId) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Brokers.admin(settings)) {
            for (MemberDescription other = other(admin, group(settings), jobId);
                    other != null;
                    other = other(admin, group(settings), jobId)) {
                if (System.nanoTime() > deadlineNanos) {
                    throw UserError.failed(JobOptions.RUN_ID.key() + ": expected one that no running job has, was '"
                            + settings.get(JobOptions.RUN_ID) + "' of the job "
                            + other.clientId().replace(CLIENT, "") + " on " + other.host()
                            + "; stop that one, or give this one another run.id and topics of its own");
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        } catch (ExecutionException e) {
            throw UserError.failed("expected the members of group " + group(settings) + ", was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking for the members of " + group(settings), e);
        }
    }

    private static @Nullable MemberDescription other(Admin admin, String group, String jobId)
            throws ExecutionException, InterruptedException {
        try {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .members()
                    .stream()
                    .filter(member -> !member.clientId().equals(CLIENT + jobId))
                    .findFirst()
                    .orElse(null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw e;
        }
    }

    private void hold(String topic) {
        try (consumer) {
            consumer.subscribe(List.of(topic), new Paused());
            while (!closed) {
                try {
                    var unused = consumer.poll(POLL);
                } catch (WakeupException e) {
                    // closed
                } catch (KafkaException e) {
                    LOG.warn("lease not renewed topic={} reason=\"{}\"", topic, RootCause.of(e));
                }
            }
        }
    }

    /** Membership is all that is wanted, no record. */
    private final class Paused implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {
            consumer.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {
            // nothing was read
        }
    }
}
