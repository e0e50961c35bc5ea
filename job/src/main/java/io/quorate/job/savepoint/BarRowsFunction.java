package io.quorate.job.savepoint;

import io.quorate.schema.state.BarState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.state.api.functions.WindowReaderFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Reads the open bars of every symbol: a value is the window and the bar. */
final class BarRowsFunction extends WindowReaderFunction<BarState, StateRow, String, TimeWindow> {

    /** Name Flink gives to what a window holds. */
    static final String CONTENTS = "window-contents";

    /** Name Flink gives to the timers of windows. */
    static final String SERVICE = "window";

    private static final long serialVersionUID = 1L;

    private final String uid;
    private final StateSelection selection;
    private final boolean keysOnly;

    BarRowsFunction(String uid, StateSelection selection, boolean keysOnly) {
        this.uid = uid;
        this.selection = selection;
        this.keysOnly = keysOnly;
    }

    @Override
    public void readWindow(String symbol, Context<TimeWindow> context, Iterable<BarState> bars, Collector<StateRow> out)
            throws Exception {
        List<StateRow> rows = new ArrayList<>();
        if (keysOnly) {
            rows.add(new StateRow(uid, "", symbol, ""));
        } else if (selection.key(symbol)) {
            if (selection.state(CONTENTS)) {
                for (BarState bar : bars) {
                    Map<String, Object> value = new LinkedHashMap<>();
                    value.put("fromMs", context.window().getStart());
                    value.put("toMs", context.window().getEnd());
                    value.put("bar", bar);
                    rows.add(new StateRow(uid, CONTENTS, symbol, StateJson.of(value)));
                }
            }
            timers(KeyedRowsFunction.eventTimers(SERVICE), symbol, context.registeredEventTimeTimers(), rows);
            timers(KeyedRowsFunction.processingTimers(SERVICE), symbol, context.registeredProcessingTimeTimers(), rows);
        }
        if (rows.isEmpty()) {
            rows.add(StateRow.NONE);
        }
        rows.forEach(out::collect);
    }

    private void timers(String state, String symbol, Set<Long> timesMs, List<StateRow> rows) {
        if (!timesMs.isEmpty() && selection.state(state)) {
            rows.add(new StateRow(uid, state, symbol, StateJson.of(new TreeSet<>(timesMs))));
        }
    }
}
