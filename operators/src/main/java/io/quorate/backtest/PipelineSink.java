package io.quorate.backtest;

import io.quorate.decision.PortfolioStep;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;

/** Takes what the pipeline produces, in event-time order. Every method may be left as it is. */
public interface PipelineSink extends PortfolioStep.Sink {

    default void prediction(Prediction prediction) {}

    default void credit(Credit credit) {}

    /** The weights table after a window with credits. */
    default void weights(WeightsSpec spec) {}

    @Override
    default void decision(Decision decision, long ledgerIndex) {}

    @Override
    default void ledger(LedgerEntry entry) {}

    @Override
    default void execution(Execution execution) {}
}
