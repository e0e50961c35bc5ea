package io.quorate.market;

import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of one partition of the market source: greatest event time - lateness - 1, emitted with the record that
 * moves it. Refused records move nothing. The source takes the minimum over its partitions.
 */
public final class MarketWatermarkFunction implements WatermarkGenerator<Inbound> {

    private final long latenessMs;
    private long maxTsMs = Long.MIN_VALUE;

    MarketWatermarkFunction(long latenessMs) {
        this.latenessMs = latenessMs;
    }

    /** Strategy of the market source. Idleness is not used: a silent partition holds time. */
    public static WatermarkStrategy<Inbound> strategy(long latenessMs) {
        return WatermarkStrategy.<Inbound>forGenerator(context -> new MarketWatermarkFunction(latenessMs))
                .withTimestampAssigner((inbound, recordTsMs) -> {
                    MarketEvent event = inbound.event();
                    return event == null ? recordTsMs : event.eventTimeMs();
                });
    }

    @Override
    public void onEvent(Inbound inbound, long tsMs, WatermarkOutput output) {
        MarketEvent event = inbound.event();
        if (event != null && event.eventTimeMs() > maxTsMs) {
            maxTsMs = event.eventTimeMs();
            output.emitWatermark(new Watermark(maxTsMs - latenessMs - 1));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        // every advance was emitted with its record
    }
}
