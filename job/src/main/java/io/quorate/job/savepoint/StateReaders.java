package io.quorate.job.savepoint;

import io.quorate.control.EpochBroadcast;
import io.quorate.control.SequencerOperator;
import io.quorate.decision.DecideFunction;
import io.quorate.ensemble.ScoreFunction;
import io.quorate.feature.FeatureFunction;
import io.quorate.job.topology.Uids;
import io.quorate.market.GateOperator;
import io.quorate.market.ReleaseFunction;
import io.quorate.outcome.OutcomeFunction;
import io.quorate.outcome.ScorecardOperator;
import io.quorate.quality.FeatureSketchOperator;
import io.quorate.quality.MemberSketchOperator;
import io.quorate.quality.QualityFunction;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.SequencerInput;
import io.quorate.schema.state.FeatureCounts;
import io.quorate.schema.state.MemberCounts;
import io.quorate.schema.state.ScorecardState;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The readers of every state of the job, in the order of the walk. A state without one is found by holding the names in a
 * savepoint against them.
 */
final class StateReaders {

    private StateReaders() {}

    static List<StateReader> all() {
        List<StateReader> readers = new ArrayList<>();
        market(readers);
        decisions(readers);
        quality(readers);
        control(readers);
        for (String source : sources()) {
            readers.add(new StateReader.Kafka(source, KafkaState.SPLITS));
        }
        for (String sink : sinks()) {
            readers.add(new StateReader.Kafka(sink, KafkaState.WRITER));
            // written by sinks of older Flinks, read and then left empty
            readers.add(new StateReader.Kafka(sink, KafkaState.COMMITTER));
            readers.add(new StateReader.Kafka("Sink Committer: " + sink, KafkaState.COMMITTER));
        }
        readers.add(new StateReader.Opaque(Uids.FEATURE_LOG_SINK, KafkaState.WRITER));
        readers.add(new StateReader.Opaque("Sink Committer: " + Uids.FEATURE_LOG_SINK, KafkaState.COMMITTER));
        return readers;
    }

    private static void market(List<StateReader> readers) {
        readers.add(new StateReader.Elements<>(
                Uids.GATE, GateOperator.MAX_TS_MS, Types.MAP(Types.INT, Types.LONG), StateKind.UNION));
        readers.add(new StateReader.Keyed(Uids.RELEASE, List.of(ReleaseFunction.WAITING, ReleaseFunction.REMEMBERED)));
        readers.add(new StateReader.Bars(Uids.BARS));
        readers.add(
                new StateReader.Keyed(Uids.FEATURES, List.of(FeatureFunction.FEATURES, FeatureFunction.TIMEFRAMES)));
    }

    private static void decisions(List<StateReader> readers) {
        readers.add(new StateReader.Keyed(Uids.SCORE, List.of(ScoreFunction.HELD, ScoreFunction.REGIMES)));
        readers.add(epochs(Uids.SCORE));
        readers.add(new StateReader.Keyed(Uids.OUTCOMES, List.of(OutcomeFunction.OUTCOME)));
        readers.add(new StateReader.Keyed(
                Uids.DECIDE,
                List.of(
                        DecideFunction.WAITING,
                        DecideFunction.REPORTS,
                        DecideFunction.PORTFOLIO,
                        DecideFunction.TALLY)));
        readers.add(epochs(Uids.DECIDE));
    }

    private static void quality(List<StateReader> readers) {
        readers.add(new StateReader.Elements<>(
                Uids.FEATURE_SKETCH,
                FeatureSketchOperator.COUNTS,
                TypeInformation.of(FeatureCounts.class),
                StateKind.LIST));
        readers.add(new StateReader.Elements<>(
                Uids.MEMBER_SKETCH,
                MemberSketchOperator.COUNTS,
                TypeInformation.of(MemberCounts.class),
                StateKind.LIST));
        readers.add(new StateReader.Keyed(Uids.QUALITY, List.of(QualityFunction.WATCH)));
    }

    private static void control(List<StateReader> readers) {
        readers.add(new StateReader.Elements<>(
                Uids.SCORECARD, ScorecardOperator.SCORECARD, TypeInformation.of(ScorecardState.class), StateKind.LIST));
        readers.add(new StateReader.Elements<>(
                Uids.SEQUENCER, SequencerOperator.REPORTED, TypeInformation.of(SequencerInput.class), StateKind.LIST));
    }

    private static StateReader epochs(String uid) {
        return new StateReader.Broadcast<>(uid, EpochBroadcast.EPOCHS, TypeInformation.of(ControlRecord.class));
    }

    /** Uids of the sources, whose coordinators have state too. */
    static List<String> sources() {
        return List.of(
                Uids.MARKET_SOURCE, Uids.CONTROL_SOURCE, Uids.REQUESTS_SOURCE, Uids.ACKS_SOURCE, Uids.REPORTS_SOURCE);
    }

    private static List<String> sinks() {
        return List.of(
                Uids.DECISIONS_SINK,
                Uids.LEDGER_SINK,
                Uids.EXECUTIONS_SINK,
                Uids.BUSINESS_SINK,
                Uids.PREDICTIONS_SINK,
                Uids.OUTCOMES_SINK,
                Uids.FEATURES_SINK,
                Uids.MODEL_QUALITY_SINK,
                Uids.DEAD_LETTERS_SINK,
                Uids.LATE_EVENTS_SINK,
                Uids.SHADOWS_SINK,
                Uids.ALERTS_SINK);
    }
}
