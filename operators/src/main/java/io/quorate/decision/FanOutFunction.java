package io.quorate.decision;

import io.quorate.schema.model.Prediction;
import io.quorate.schema.routing.PortfolioPrediction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Sends a prediction to each portfolio that subscribed to its symbol. No state. */
public final class FanOutFunction implements FlatMapFunction<Prediction, PortfolioPrediction> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Prediction p, Collector<PortfolioPrediction> out) {
        for (String portfolio : p.subscribers()) {
            out.collect(new PortfolioPrediction(portfolio, p));
        }
    }
}
