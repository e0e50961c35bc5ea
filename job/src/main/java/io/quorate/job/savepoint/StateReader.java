package io.quorate.job.savepoint;

import io.quorate.market.BarAggregate;
import io.quorate.schema.state.BarState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** How states of one operator are read. */
interface StateReader {

    TypeInformation<StateRow> ROWS = TypeInformation.of(StateRow.class);

    /** Uid of the operator. */
    String uid();

    /** Names of the states it reads. */
    Set<String> states();

    /** At least the values that are selected, and {@link StateRow#NONE} in between. */
    DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException;

    /** A reader of state by key. */
    interface ByKey extends StateReader {

        /** A row for each key, without state and value; a key may come again. */
        DataStream<StateRow> keys(SavepointReader savepoint) throws IOException;
    }

    /** Values and maps by key, and the timers. */
    record Keyed(String uid, List<StateDescriptor<?, ?>> descriptors) implements ByKey {

        @Override
        public Set<String> states() {
            Set<String> names = new TreeSet<>();
            descriptors.forEach(d -> names.add(d.getName()));
            names.add(KeyedRowsFunction.eventTimers("user"));
            names.add(KeyedRowsFunction.processingTimers("user"));
            return names;
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            return read(savepoint, new KeyedRowsFunction(uid, descriptors, selection, false));
        }

        @Override
        public DataStream<StateRow> keys(SavepointReader savepoint) throws IOException {
            return read(savepoint, new KeyedRowsFunction(uid, descriptors, StateSelection.ALL, true));
        }

        private DataStream<StateRow> read(SavepointReader savepoint, KeyedRowsFunction function) throws IOException {
            return savepoint.readKeyedState(OperatorIdentifier.forUid(uid), function, Types.STRING, ROWS);
        }
    }

    /** Bars in event-time windows, and the timers of the windows. */
    record Bars(String uid) implements ByKey {

        @Override
        public Set<String> states() {
            return Set.of(
                    BarRowsFunction.CONTENTS,
                    KeyedRowsFunction.eventTimers(BarRowsFunction.SERVICE),
                    KeyedRowsFunction.processingTimers(BarRowsFunction.SERVICE));
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            return read(savepoint, new BarRowsFunction(uid, selection, false));
        }

        @Override
        public DataStream<StateRow> keys(SavepointReader savepoint) throws IOException {
            return read(savepoint, new BarRowsFunction(uid, StateSelection.ALL, true));
        }

        private DataStream<StateRow> read(SavepointReader savepoint, BarRowsFunction function) throws IOException {
            return savepoint
                    .window(new TimeWindow.Serializer())
                    .aggregate(
                            uid, new BarAggregate(), function, Types.STRING, TypeInformation.of(BarState.class), ROWS);
        }
    }

    /** A list, shared out or given to all. */
    record Elements<T>(String uid, ListStateDescriptor<T> descriptor, TypeInformation<T> type, StateKind kind)
            implements StateReader {

        @Override
        public Set<String> states() {
            return Set.of(descriptor.getName());
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            String own = uid;
            String name = descriptor.getName();
            OperatorIdentifier operator = OperatorIdentifier.forUid(uid);
            DataStream<T> elements = kind == StateKind.UNION
                    ? savepoint.readUnionState(operator, name, type)
                    : savepoint.readListState(operator, name, type);
            return elements.map(element -> new StateRow(own, name, null, StateJson.of(element)))
                    .returns(ROWS);
        }
    }

    /** A map that is equal in every subtask. */
    record Broadcast<V>(String uid, MapStateDescriptor<String, V> descriptor, TypeInformation<V> type)
            implements StateReader {

        @Override
        public Set<String> states() {
            return Set.of(descriptor.getName());
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            String own = uid;
            String name = descriptor.getName();
            MapFunction<Tuple2<String, V>, StateRow> row =
                    entry -> new StateRow(own, name, entry.f0, StateJson.of(entry.f1));
            return savepoint
                    .readBroadcastState(OperatorIdentifier.forUid(uid), name, Types.STRING, type)
                    .map(row)
                    .returns(ROWS);
        }
    }

    /** A list of what only Kafka's connector can read. */
    record Kafka(String uid, KafkaState state) implements StateReader {

        @Override
        public Set<String> states() {
            return Set.of(state.state);
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            String own = uid;
            KafkaState kind = state;
            return savepoint
                    .readListState(
                            OperatorIdentifier.forUid(uid),
                            state.state,
                            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                    .map(bytes -> kind.row(own, bytes))
                    .returns(ROWS);
        }
    }

    /** State in a form of Flink's file sink that nobody else reads: only how much there is. */
    record Opaque(String uid, KafkaState like) implements StateReader {

        @Override
        public Set<String> states() {
            return Set.of(like.state);
        }

        @Override
        public DataStream<StateRow> rows(SavepointReader savepoint, StateSelection selection) throws IOException {
            String own = uid;
            String state = like.state;
            return savepoint
                    .readListState(
                            OperatorIdentifier.forUid(uid),
                            state,
                            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                    .map(bytes -> new StateRow(own, state, null, StateJson.of(Map.of("bytes", bytes.length))))
                    .returns(ROWS);
        }
    }
}
