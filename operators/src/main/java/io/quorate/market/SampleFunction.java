package io.quorate.market;

import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import org.apache.flink.api.common.functions.MapFunction;

/** Makes every released record a sample, for jobs that build no bars. No state. */
public final class SampleFunction implements MapFunction<MarketEvent, Sample> {

    private static final long serialVersionUID = 1L;

    @Override
    public Sample map(MarketEvent event) {
        return BarBuilder.sample(event);
    }
}
