package io.quorate.job.savepoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads the values, maps and timers of every key of an operator. */
final class KeyedRowsFunction extends KeyedStateReaderFunction<String, StateRow> {

    private static final String TIMERS = "_timer_state/%s_%s-timers";

    private static final long serialVersionUID = 1L;

    private final String uid;
    private final List<StateDescriptor<?, ?>> descriptors;
    private final StateSelection selection;
    private final boolean keysOnly;

    @SuppressWarnings("NullAway.Init")
    private transient Map<String, Reading> readings;

    /** One state of the present key; null when it has none. */
    private interface Reading {
        @Nullable
        Object value() throws Exception;
    }

    KeyedRowsFunction(String uid, List<StateDescriptor<?, ?>> descriptors, StateSelection selection, boolean keysOnly) {
        this.uid = uid;
        this.descriptors = List.copyOf(descriptors);
        this.selection = selection;
        this.keysOnly = keysOnly;
    }

    /** Name of the state that holds timers of an operator, as Flink gives it. */
    static String eventTimers(String service) {
        return String.format(TIMERS, "event", service);
    }

    static String processingTimers(String service) {
        return String.format(TIMERS, "processing", service);
    }

    @Override
    public void open(OpenContext context) {
        readings = new LinkedHashMap<>();
        for (StateDescriptor<?, ?> descriptor : descriptors) {
            // every state is registered, wanted or not: the keys are those of all of them
            Reading reading = reading(descriptor);
            if (!keysOnly && selection.state(descriptor.getName())) {
                readings.put(descriptor.getName(), reading);
            }
        }
    }

    private Reading reading(StateDescriptor<?, ?> descriptor) {
        if (descriptor instanceof ValueStateDescriptor<?> value) {
            ValueState<?> state = getRuntimeContext().getState(value);
            return state::value;
        }
        if (descriptor instanceof MapStateDescriptor<?, ?> map) {
            MapState<?, ?> state = getRuntimeContext().getMapState(map);
            return () -> sorted(state);
        }
        throw new IllegalArgumentException("expected a value or a map, was " + descriptor.getType());
    }

    private static @Nullable Object sorted(MapState<?, ?> state) throws Exception {
        Map<Object, Object> entries = new TreeMap<>();
        for (Map.Entry<?, ?> entry : state.entries()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        return entries.isEmpty() ? null : entries;
    }

    @Override
    public void readKey(String key, Context context, Collector<StateRow> out) throws Exception {
        List<StateRow> rows = new ArrayList<>();
        if (keysOnly) {
            rows.add(new StateRow(uid, "", key, ""));
        } else if (selection.key(key)) {
            for (Map.Entry<String, Reading> reading : readings.entrySet()) {
                Object value = reading.getValue().value();
                if (value != null) {
                    rows.add(new StateRow(uid, reading.getKey(), key, StateJson.of(value)));
                }
            }
            timers(eventTimers("user"), key, context.registeredEventTimeTimers(), rows);
            timers(processingTimers("user"), key, context.registeredProcessingTimeTimers(), rows);
        }
        if (rows.isEmpty()) {
            rows.add(StateRow.NONE);
        }
        rows.forEach(out::collect);
    }

    private void timers(String state, String key, Set<Long> timesMs, List<StateRow> rows) {
        if (!timesMs.isEmpty() && selection.state(state)) {
            rows.add(new StateRow(uid, state, key, StateJson.of(new TreeSet<>(timesMs))));
        }
    }
}
