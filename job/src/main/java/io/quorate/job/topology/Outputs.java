package io.quorate.job.topology;

import io.quorate.schema.alert.Alert;
import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.LedgerEntry;
import io.quorate.schema.decision.LedgeredDecision;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.DeadLetter;
import io.quorate.schema.market.LateEvent;
import io.quorate.schema.model.Credit;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.quality.QualityRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where a job's results go. An output that is not wanted attaches nothing. */
public interface Outputs {

    void decisions(DataStream<LedgeredDecision> decisions);

    void ledger(DataStream<LedgerEntry> entries);

    void executions(DataStream<Execution> executions);

    void predictions(DataStream<Prediction> predictions);

    void outcomes(DataStream<Credit> credits);

    /** Every vector that is scored; an output that keeps no log of them does nothing. */
    default void features(DataStream<FeatureVector> features) {}

    /** What the watch says of each window; asked only when there is one. */
    default void quality(DataStream<QualityRecord> records) {}

    /** Business figures at the end of each window; an output that keeps no record of them does nothing. */
    default void business(DataStream<BusinessFigures> figures) {}

    void deadLetters(DataStream<DeadLetter> refused);

    void lateEvents(DataStream<LateEvent> late);

    /** Predictions of the shadow; an output that does not want them does nothing. */
    default void shadows(DataStream<Prediction> predictions) {}

    /** What an operator should look at; an output that does not want it does nothing. */
    default void alerts(DataStream<Alert> alerts) {}
}
