package io.quorate.control;

import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermark of the control source for alignment with the market source: min(market watermark, frontier) of every
 * FRONTIER read, so that a backlog of market data is read no further than control has been sequenced for.
 */
public final class ControlWatermarkFunction implements WatermarkGenerator<ControlRecord> {

    private ControlWatermarkFunction() {}

    public static WatermarkStrategy<ControlRecord> strategy() {
        return WatermarkStrategy.<ControlRecord>forGenerator(context -> new ControlWatermarkFunction())
                .withTimestampAssigner((r, recordTsMs) -> r.effectiveFromMs());
    }

    @Override
    public void onEvent(ControlRecord r, long tsMs, WatermarkOutput output) {
        if (r.kind() == ControlKind.FRONTIER) {
            output.emitWatermark(new Watermark(r.watermarkMs()));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        // every advance was emitted with its record
    }
}
