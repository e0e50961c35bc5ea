package io.quorate.job.kafka;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.ControlMode;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of a run.
 *
 * <p>Created here they keep everything and carry the broker's append time: event times may lie years back, and
 * retention or the clamp must not follow them.
 */
public final class Topics {
    private static final Map<String, String> KEEP =
            Map.of("retention.ms", "-1", "retention.bytes", "-1", "message.timestamp.type", "LogAppendTime");

    private static final Duration SERVED_POLL = Duration.ofMillis(50);
    private static final Duration SERVED = Duration.ofSeconds(60);

    /** Topics whose order is the meaning: one partition. */
    private static final Set<Option<String>> SINGLE = Set.of(
            JobOptions.CONTROL, JobOptions.CONTROL_REQUESTS, JobOptions.CONTROL_ACKS, JobOptions.EXECUTIONS_EXTERNAL);

    private static final List<Option<String>> ALL = List.of(
            JobOptions.MARKET,
            JobOptions.CONTROL_REQUESTS,
            JobOptions.CONTROL_ACKS,
            JobOptions.CONTROL,
            JobOptions.DECISIONS,
            JobOptions.LEDGER,
            JobOptions.EXECUTIONS,
            JobOptions.EXECUTIONS_EXTERNAL,
            JobOptions.BUSINESS,
            JobOptions.PREDICTIONS,
            JobOptions.OUTCOMES,
            JobOptions.FEATURES,
            JobOptions.MODEL_QUALITY,
            JobOptions.DEAD_LETTERS,
            JobOptions.LATE_EVENTS,
            JobOptions.ALERTS);

    private Topics() {}

    /** The options that name topics, in the order of the documentation. */
    public static List<Option<String>> options() {
        return ALL;
    }

    /** The names in use, in the order of the documentation; switched-off ones are left out. */
    public static List<String> names(Settings settings) {
        return ALL.stream().map(settings::get).filter(name -> !name.isEmpty()).toList();
    }

    /**
     * Creates the topics that are missing, waits until they are served, and checks those that exist; throws UserError when the brokers refuse or a
     * topic that needs one partition has more.
     *
     * @param partitions partitions of each topic that may have several
     */
    public static void create(Settings settings, int partitions) {
        create(settings, partitions, Map.of());
    }

    /**
     * As {@link #create(Settings, int)}.
     *
     * @param extra topic properties for all of them, e.g. {@code max.message.bytes}
     */
    public static void create(Settings settings, int partitions, Map<String, String> extra) {
        Map<String, String> config = new TreeMap<>(KEEP);
        config.putAll(extra);
        try (Admin admin = Brokers.admin(settings)) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (Option<String> option : ALL) {
                String name = settings.get(option);
                if (!name.isEmpty() && !existing.contains(name)) {
                    missing.add(
                            new NewTopic(name, Optional.of(SINGLE.contains(option) ? 1 : partitions), Optional.empty())
                                    .configs(config));
                }
            }
            createAll(admin, missing);
            awaitServed(admin, missing);
            requireSingle(admin, settings);
        } catch (ExecutionException e) {
            throw UserError.failed("expected the topics to be created, was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while creating topics", e);
        }
    }

    /** Throws UserError when one of the topics in use does not exist; a replay asks for nothing and needs less. */
    public static void requireExisting(Settings settings) {
        boolean live = settings.get(JobOptions.CONTROL_MODE) == ControlMode.LIVE;
        requireExisting(
                settings,
                ALL.stream()
                        .filter(topic ->
                                live || (topic != JobOptions.CONTROL_REQUESTS && topic != JobOptions.CONTROL_ACKS))
                        .toList());
    }

    /** Throws UserError when one of these topics does not exist. */
    public static void requireExisting(Settings settings, List<Option<String>> topics) {
        try (Admin admin = Brokers.admin(settings)) {
            Set<String> existing = admin.listTopics().names().get();
            List<String> missing = topics.stream()
                    .map(settings::get)
                    .filter(name -> !name.isEmpty() && !existing.contains(name))
                    .toList();
            if (!missing.isEmpty()) {
                throw UserError.failed("expected topic " + String.join(", ", missing) + " at "
                        + settings.get(JobOptions.BOOTSTRAP) + ", was none; run --create-topics N makes what is"
                        + " missing");
            }
        } catch (ExecutionException e) {
            throw UserError.failed("expected a list of topics, was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while listing topics", e);
        }
    }

    /** Number of partitions of a topic; throws UserError when there is no such topic. */
    public static int partitions(Settings settings, String topic) {
        try (Admin admin = Brokers.admin(settings)) {
            return describe(admin, List.of(topic)).get(0).partitions().size();
        } catch (ExecutionException e) {
            throw UserError.failed("expected a topic " + topic + ", was " + RootCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while describing " + topic, e);
        }
    }

    /** Every partition of a topic; throws UserError when there is no such topic. */
    public static List<TopicPartition> all(Settings settings, String topic) {
        return IntStream.range(0, partitions(settings, topic))
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private static void createAll(Admin admin, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns when the leader of every partition answers for it. A broker announces a new partition before it serves
     * it; an idempotent producer that is quicker can have its second batch taken and its first refused for ever.
     */
    private static void awaitServed(Admin admin, List<NewTopic> created)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        ListOffsetsOptions patience = new ListOffsetsOptions().timeoutMs((int) SERVED.toMillis());
        long deadlineNanos = System.nanoTime() + SERVED.toNanos();
        for (boolean served = false; !served; ) {
            try {
                admin.listOffsets(partitions, patience).all().get();
                served = true;
            } catch (ExecutionException e) {
                // the client repeats the question to a leader, but not to a broker that has not heard of the topic
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > deadlineNanos) {
                    throw e;
                }
                Thread.sleep(SERVED_POLL.toMillis());
            }
        }
    }

    private static void requireSingle(Admin admin, Settings settings) throws ExecutionException, InterruptedException {
        List<String> names = SINGLE.stream()
                .map(settings::get)
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
        for (TopicDescription topic : describe(admin, names)) {
            if (topic.partitions().size() != 1) {
                throw UserError.failed("expected topic " + topic.name() + " to have 1 partition, was "
                        + topic.partitions().size());
            }
        }
    }

    private static List<TopicDescription> describe(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        return List.copyOf(
                new TreeMap<>(admin.describeTopics(names).allTopicNames().get()).values());
    }
}
