package io.quorate.market;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.BarState;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Closes the bar of a finished window. Key: symbol. No state of its own. */
public final class BarWindowFunction extends ProcessWindowFunction<BarState, Sample, String, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(String symbol, Context context, Iterable<BarState> bars, Collector<Sample> out) {
        for (BarState bar : bars) {
            long endMs = context.window().getEnd();
            out.collect(BarBuilder.close(bar, endMs, endMs - context.window().getStart()));
        }
    }
}
