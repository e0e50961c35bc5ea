package io.quorate.job.savepoint;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.kafka.LoopbackPorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * The state in a savepoint, read by Flink's State Processor API in a small job in this process.
 *
 * <p>Rows are sorted, so those that are wanted are held in memory, at most as many as asked for.
 */
public final class StateDump {

    private static final Comparator<StateRow> ORDER = Comparator.comparingInt(
                    (StateRow row) -> Savepoint.place(row.operator()))
            .thenComparing(row -> !Savepoint.given(row.operator()).equals(row.operator()))
            .thenComparing(StateRow::state)
            .thenComparing(StateRow::key, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(StateRow::value);

    private final Savepoint savepoint;

    /**
     * What was found.
     *
     * @param rows the first ones, in order
     * @param total number of values that were selected
     */
    public record Rows(List<StateRow> rows, long total) {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    public StateDump(Savepoint savepoint) {
        this.savepoint = savepoint;
    }

    /** States of the savepoint that nothing here can read, as "STATE of OPERATOR". */
    public List<String> unread() {
        Set<String> read = new TreeSet<>();
        for (StateReader reader : StateReaders.all()) {
            reader.states().forEach(state -> read.add(named(reader.uid(), state)));
        }
        StateReaders.sources().forEach(source -> read.add(named(source, OperatorMetadata.COORDINATOR)));
        List<String> unread = new ArrayList<>();
        for (SavedOperator operator : savepoint.operators()) {
            for (SavedState state : operator.states()) {
                String name = named(operator.uid(), state.name());
                if (!read.contains(name)) {
                    unread.add(name);
                }
            }
        }
        return unread;
    }

    /** A state as the rows show it. */
    public static String json(Object state) {
        return StateJson.of(state);
    }

    private static String named(String uid, String state) {
        return state + " of " + uid;
    }

    /**
     * The values that are selected, by operator in the order of the walk, state and key.
     *
     * @param limit greatest number of rows
     */
    public Rows rows(StateSelection selection, int limit) {
        requireKnown(selection);
        PriorityQueue<StateRow> first = new PriorityQueue<>(ORDER.reversed());
        long[] total = {0};
        Consumer<StateRow> keep = row -> {
            if (row.some() && selection.state(row.state()) && selection.key(row.key())) {
                total[0]++;
                first.add(row);
                if (first.size() > limit) {
                    first.poll();
                }
            }
        };
        coordinators(selection, keep);
        List<StateReader> readers = StateReaders.all().stream()
                .filter(reader -> selection.operator(reader.uid()) && wanted(reader, selection))
                .toList();
        run(readers, (reader, in) -> reader.rows(in, selection), keep);
        return new Rows(first.stream().sorted(ORDER).toList(), total[0]);
    }

    /** Number of keys of each operator that has any state by key and a reader. */
    public Map<String, Long> keys() {
        Map<String, Set<String>> keys = new TreeMap<>();
        List<StateReader.ByKey> readers = new ArrayList<>();
        for (StateReader reader : StateReaders.all()) {
            if (reader instanceof StateReader.ByKey keyed && wanted(reader, StateSelection.ALL)) {
                keys.put(reader.uid(), new TreeSet<>());
                readers.add(keyed);
            }
        }
        run(readers, (reader, in) -> reader.keys(in), row -> {
            String key = row.key();
            Set<String> own = keys.get(row.operator());
            if (key != null && own != null) {
                own.add(key);
            }
        });
        Map<String, Long> counts = new TreeMap<>();
        keys.forEach((uid, own) -> counts.put(uid, (long) own.size()));
        return counts;
    }

    private void requireKnown(StateSelection selection) {
        Set<String> uids =
                new TreeSet<>(Comparator.comparingInt(Savepoint::place).thenComparing(uid -> uid));
        Set<String> states = new TreeSet<>();
        for (SavedOperator operator : savepoint.operators()) {
            if (!operator.states().isEmpty()) {
                uids.add(operator.uid());
            }
            if (selection.operator(operator.uid())) {
                operator.states().forEach(state -> states.add(state.name()));
            }
        }
        require("an operator with state", selection.operator(), uids);
        require("a state", selection.state(), states);
    }

    private static void require(String what, @Nullable String name, Set<String> known) {
        if (name != null && !known.contains(name)) {
            throw UserError.wrongUse(
                    "expected " + what + " of the savepoint (" + String.join(", ", known) + "), was " + name);
        }
    }

    private boolean wanted(StateReader reader, StateSelection selection) {
        return savepoint.operators().stream()
                .filter(operator -> operator.uid().equals(reader.uid()))
                .flatMap(operator -> operator.states().stream())
                .anyMatch(state -> reader.states().contains(state.name()) && selection.state(state.name()));
    }

    private void coordinators(StateSelection selection, Consumer<StateRow> sink) {
        try {
            for (OperatorState operator : Savepoint.metadata(savepoint.path()).getOperatorStates()) {
                ByteStreamStateHandle state = operator.getCoordinatorState();
                String uid = operator.getOperatorUid().orElse("");
                if (state != null
                        && selection.operator(uid)
                        && StateReaders.sources().contains(uid)) {
                    sink.accept(KafkaState.enumerator(uid, state.getData()));
                }
            }
        } catch (IOException | Savepoint.NoFileSystemException e) {
            throw unreadable(e);
        }
    }

    /** How a reader's rows are asked for. */
    private interface Question<R> {
        DataStream<StateRow> ask(R reader, SavepointReader in) throws IOException;
    }

    private <R> void run(List<R> readers, Question<R> question, Consumer<StateRow> sink) {
        if (readers.isEmpty()) {
            return;
        }
        try {
            StreamExecutionEnvironment env = environment();
            SavepointReader in = SavepointReader.read(env, savepoint.path());
            DataStream<StateRow> all = question.ask(readers.get(0), in);
            for (R reader : readers.subList(1, readers.size())) {
                all = all.union(question.ask(reader, in));
            }
            CloseableIterator<StateRow> rows = all.executeAndCollect("state of " + savepoint.path());
            try {
                rows.forEachRemaining(sink);
            } finally {
                rows.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        } catch (Exception e) {
            throw unreadable(e);
        }
    }

    private UserError unreadable(Exception e) {
        return UserError.failed(
                "expected the state in " + savepoint.path() + " to be readable, was " + RootCause.of(e), e);
    }

    private StreamExecutionEnvironment environment() {
        Configuration c = new Configuration();
        c.set(RestOptions.ADDRESS, LoopbackPorts.HOST);
        c.set(RestOptions.BIND_ADDRESS, LoopbackPorts.HOST);
        c.set(RestOptions.BIND_PORT, "0");
        c.set(JobManagerOptions.ADDRESS, LoopbackPorts.HOST);
        c.set(TaskManagerOptions.HOST, LoopbackPorts.HOST);
        c.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
        boolean files = savepoint.operators().stream().anyMatch(SavedOperator::incremental);
        c.set(StateBackendOptions.STATE_BACKEND, files ? "rocksdb" : "hashmap");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, c);
        env.getConfig().enableObjectReuse();
        return env;
    }
}
