package io.quorate.job.savepoint;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.runtime.operators.sink.committables.CheckpointCommittableManager;
import org.apache.flink.streaming.runtime.operators.sink.committables.CommittableCollector;
import org.apache.flink.streaming.runtime.operators.sink.committables.CommittableCollectorSerializer;

/** The states of Kafka's sources and sinks: bytes to Flink, which the connector's own serializers read. */
enum KafkaState {

    /** A partition and the offset that is read next. */
    SPLITS("SourceReaderState") {
        @Override
        StateRow row(String uid, byte[] bytes) throws IOException {
            KafkaPartitionSplit split = SimpleVersionedSerialization.readVersionAndDeSerialize(SPLIT, bytes);
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("topic", split.getTopic());
            value.put("partition", split.getPartition());
            value.put("offset", split.getStartingOffset());
            split.getStoppingOffset().ifPresent(end -> value.put("endOffset", end));
            return new StateRow(uid, state, partition(split), StateJson.of(value));
        }
    },

    /** Which transactions belong to a subtask of a sink. */
    WRITER("writer_raw_states") {
        @Override
        StateRow row(String uid, byte[] bytes) throws IOException {
            KafkaWriterState writer =
                    SimpleVersionedSerialization.readVersionAndDeSerialize(SINK.getWriterStateSerializer(), bytes);
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("transactionalIdPrefix", writer.getTransactionalIdPrefix());
            value.put("subtask", writer.getOwnedSubtaskId());
            value.put("subtasks", writer.getTotalNumberOfOwnedSubtasks());
            value.put("ownership", writer.getTransactionOwnership().name());
            value.put(
                    "precommitted",
                    writer.getPrecommittedTransactionalIds().stream()
                            .map(CheckpointTransaction::getTransactionalId)
                            .sorted()
                            .toList());
            return new StateRow(uid, state, writer.getTransactionalIdPrefix(), StateJson.of(value));
        }
    },

    /** Transactions that are written and wait to be committed, by checkpoint. */
    COMMITTER("streaming_committer_raw_states") {
        @Override
        StateRow row(String uid, byte[] bytes) throws IOException {
            CommittableCollector<KafkaCommittable> collector = SimpleVersionedSerialization.readVersionAndDeSerialize(
                    new CommittableCollectorSerializer<>(SINK.getCommittableSerializer(), 0, 1, METRICS), bytes);
            List<String> transactions = new ArrayList<>();
            for (CheckpointCommittableManager<KafkaCommittable> checkpoint :
                    collector.getCheckpointCommittablesUpTo(Long.MAX_VALUE)) {
                transactions.addAll(pending(checkpoint));
            }
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("pending", transactions.size());
            value.put("transactions", transactions);
            return new StateRow(uid, state, null, StateJson.of(value));
        }
    };

    private static final KafkaPartitionSplitSerializer SPLIT = new KafkaPartitionSplitSerializer();

    private static final InternalSinkCommitterMetricGroup METRICS =
            InternalSinkCommitterMetricGroup.wrap(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());

    /** Only for its serializers, which the connector keeps to itself; it never connects. */
    private static final KafkaSink<String> SINK = KafkaSink.<String>builder()
            .setBootstrapServers("127.0.0.1:1")
            .setRecordSerializer((element, context, timestamp) -> null)
            .build();

    final String state;

    KafkaState(String state) {
        this.state = state;
    }

    /** The row of one element. */
    abstract StateRow row(String uid, byte[] bytes) throws IOException;

    /** The row of what the JobManager keeps of a source: the partitions it has found. */
    static StateRow enumerator(String uid, byte[] coordinator) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(coordinator))) {
            int unusedFormat = in.readInt();
            int version = in.readInt();
            byte[] bytes = in.readNBytes(in.readInt());
            KafkaSourceEnumState found = new KafkaSourceEnumStateSerializer().deserialize(version, bytes);
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("discovered", found.initialDiscoveryFinished());
            value.put("assigned", partitions(found.assignedSplits()));
            value.put("unassigned", partitions(found.unassignedSplits()));
            return new StateRow(uid, OperatorMetadata.COORDINATOR, null, StateJson.of(value));
        }
    }

    private static List<String> partitions(Collection<KafkaPartitionSplit> splits) {
        return splits.stream().map(KafkaState::partition).sorted().toList();
    }

    private static String partition(KafkaPartitionSplit split) {
        return split.getTopic() + "-" + split.getPartition();
    }

    /** Flink shows what is pending only to a committer: this one writes it down. */
    private static List<String> pending(CheckpointCommittableManager<KafkaCommittable> checkpoint) throws IOException {
        List<String> transactions = new ArrayList<>();
        try {
            checkpoint.commit(
                    new Committer<KafkaCommittable>() {
                        @Override
                        public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
                            requests.forEach(
                                    r -> transactions.add(r.getCommittable().getTransactionalId()));
                        }

                        @Override
                        public void close() {}
                    },
                    0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
        transactions.sort(null);
        return transactions;
    }
}
