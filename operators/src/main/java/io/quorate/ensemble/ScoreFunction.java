package io.quorate.ensemble;

import io.quorate.control.AckChannel;
import io.quorate.control.EpochBook;
import io.quorate.control.EpochBroadcast;
import io.quorate.schema.alert.Alert;
import io.quorate.schema.alert.AlertKind;
import io.quorate.schema.alert.AlertSeverity;
import io.quorate.schema.control.ControlAck;
import io.quorate.schema.control.ControlKind;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.model.Prediction;
import io.quorate.schema.state.RegimeFilterState;
import io.quorate.telemetry.Count;
import io.quorate.telemetry.Level;
import io.quorate.telemetry.StageProbe;
import io.quorate.telemetry.StageProbeFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Scores each sample with the epochs in force at its event time, never with later ones and never without one that was
 * in force.
 *
 * <p>Key: symbol. Broadcast state: the epoch book. Keyed state: samples beyond the frontier, by event time, each cleared
 * by its timer; a newer sample of a key queues behind them; the regime filter, fixed in size, never cleared. A committed bundle that is not loaded yet after a restart
 * stops the subtask until it is; the record is never scored by another.
 */
public final class ScoreFunction
        extends KeyedBroadcastProcessFunction<String, FeatureVector, ControlRecord, Prediction> {

    /** Name of the stage. */
    public static final String STAGE = "score";

    /** Samples beyond the frontier, by event time. */
    public static final MapStateDescriptor<Long, List<FeatureVector>> HELD =
            new MapStateDescriptor<>("held", Types.LONG, Types.LIST(TypeInformation.of(FeatureVector.class)));

    /** What the challenger says; it decides nothing. */
    public static final OutputTag<Prediction> SHADOW = new OutputTag<>("shadow", TypeInformation.of(Prediction.class));

    /** Committed bundles that records wait for. */
    public static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", TypeInformation.of(Alert.class));

    private static final long serialVersionUID = 1L;

    private static final long PRIOR = -1;
    private static final long NONE = -1;

    /** What the regime filter of a symbol knows. */
    public static final ValueStateDescriptor<RegimeFilterState> REGIMES =
            new ValueStateDescriptor<>("regimes", TypeInformation.of(RegimeFilterState.class));

    private final ModelAccess models;
    private final AckChannel.Address ackAddress;
    private final StageProbeFunction probes;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<Long, List<FeatureVector>> held;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<RegimeFilterState> regimes;

    @SuppressWarnings("NullAway.Init")
    private transient RegimeFilterState regime;

    @SuppressWarnings("NullAway.Init")
    private transient EpochBroadcast epochs;

    @SuppressWarnings("NullAway.Init")
    private transient ModelShelf shelf;

    @SuppressWarnings("NullAway.Init")
    private transient ScoreStep step;

    @SuppressWarnings("NullAway.Init")
    private transient ShadowStep shadow;

    @SuppressWarnings("NullAway.Init")
    private transient ReadOnlyContext now;

    @SuppressWarnings("NullAway.Init")
    private transient AckChannel acks;

    @SuppressWarnings("NullAway.Init")
    private transient Map<Long, EnsembleSpec> candidates;

    @SuppressWarnings("NullAway.Init")
    private transient StageProbe probe;

    @SuppressWarnings("NullAway.Init")
    private transient String job;

    private transient long postedVersion;
    private transient long heldNow;
    private transient boolean heldIsKnown;

    public ScoreFunction(ModelAccess models, AckChannel.Address ackAddress, StageProbeFunction probes) {
        this.models = models;
        this.ackAddress = ackAddress;
        this.probes = probes;
    }

    @Override
    public void open(OpenContext context) {
        held = getRuntimeContext().getMapState(HELD);
        regimes = getRuntimeContext().getState(REGIMES);
        probe = probes.open(getRuntimeContext(), STAGE);
        epochs = new EpochBroadcast(probe);
        shelf = models.open();
        step = new ScoreStep(shelf);
        shadow = new ShadowStep(shelf);
        shelf.whenWaiting(this::missing, this::found);
        acks = ackAddress.open();
        candidates = new HashMap<>();
        job = getRuntimeContext().getJobInfo().getJobId().toHexString();
        postedVersion = -1;
    }

    @Override
    public void processElement(FeatureVector features, ReadOnlyContext context, Collector<Prediction> out)
            throws Exception {
        now = context;
        EpochBook book = epochs.read(context.getBroadcastState(EpochBroadcast.EPOCHS));
        long tsMs = features.sample().tsMs();
        if (tsMs <= book.frontierMs() && held.isEmpty()) {
            score(features, book, out);
            return;
        }
        List<FeatureVector> bucket = held.get(tsMs);
        if (bucket == null) {
            bucket = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(tsMs);
        }
        bucket.add(features);
        held.put(tsMs, bucket);
        probe.add(Count.HELD, 1);
        probe.level(Level.RECORDS_HELD, ++heldNow);
    }

    @Override
    public void onTimer(long tsMs, OnTimerContext context, Collector<Prediction> out) throws Exception {
        List<FeatureVector> bucket = held.get(tsMs);
        if (bucket == null) {
            return;
        }
        held.remove(tsMs);
        now = context;
        EpochBook book = epochs.read(context.getBroadcastState(EpochBroadcast.EPOCHS));
        for (FeatureVector features : bucket) {
            score(features, book, out);
        }
        heldNow = Math.max(0, heldNow - bucket.size());
        probe.level(Level.RECORDS_HELD, heldNow);
    }

    private RegimeFilterState regime() {
        try {
            RegimeFilterState known = regimes.value();
            regime = known == null ? new RegimeFilterState() : known;
            return regime;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void score(FeatureVector features, EpochBook book, Collector<Prediction> out) throws IOException {
        long begin = probe.begin();
        Prediction prediction = step.score(features, book, this::regime);
        if (prediction.regimeState() >= 0) {
            regimes.update(regime);
        }
        probe.end(begin);
        probe.add(Count.PREDICTIONS, 1);
        if (prediction.ensembleVersion() != postedVersion) {
            postedVersion = prediction.ensembleVersion();
            ReferenceBoard.post(job, postedVersion, step.reference());
        }
        inForce(prediction.ensembleVersion(), prediction.weightsVersion());
        out.collect(prediction);
        shadow(features, book);
    }

    /** After the prediction that decides. The load of the machine may matter here, since nothing is decided. */
    private void shadow(FeatureVector features, EpochBook book) {
        if (!ShadowStep.wanted(book, features.sample().tsMs())) {
            return;
        }
        Prediction challenger = probe.overloaded() ? null : shadow.score(features, book);
        if (challenger == null) {
            probe.add(Count.SHADOW_SKIPPED, 1);
        } else {
            probe.add(Count.SHADOW_PREDICTIONS, 1);
            now.output(SHADOW, challenger);
        }
    }

    private void missing(EnsembleSpec spec) {
        now.output(ALERTS, alert(spec));
    }

    private void found(EnsembleSpec spec) {
        now.output(ALERTS, alert(spec).cleared("the bundle is loaded"));
    }

    private Alert alert(EnsembleSpec spec) {
        return Alert.raised(
                AlertKind.BUNDLE_MISSING,
                AlertSeverity.CRITICAL,
                spec.sha256(),
                now.timestamp() == null ? Alert.UNKNOWN_TIME : now.timestamp(),
                "subtask " + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()
                        + " holds its records for the committed bundle " + spec.bundleUri() + ", which is not loaded");
    }

    @Override
    public void processBroadcastElement(ControlRecord r, Context context, Collector<Prediction> out) throws Exception {
        boolean first = !heldIsKnown;
        countHeld(context);
        EpochBook.Verdict verdict =
                epochs.apply(context.getBroadcastState(EpochBroadcast.EPOCHS), r, context.currentWatermark());
        if (r.kind() == ControlKind.PREPARE) {
            prepare(r);
        } else if (r.kind() == ControlKind.REFUSED) {
            candidates.remove(r.requestOffset());
            keepModels(context);
        } else if ((r.kind() == ControlKind.ENSEMBLE || r.kind() == ControlKind.RETIRE)
                && verdict == EpochBook.Verdict.ADDED) {
            candidates.remove(r.requestOffset());
            keepModels(context);
        }
        if (first) {
            // nobody waits for the challenger of a restored book, so that scoring would never load it
            keepModels(context);
        }
        probe.level(Level.MODELS_LOADED, shelf.loaded());
        probe.level(Level.STORES_SHUT_OUT, shelf.storesShutOut());
        showInForce(context);
    }

    /** Tells what is in force at the watermark, so that a restored job knows it before it has anything to score. */
    private void showInForce(Context context) throws Exception {
        EpochBook book = epochs.read(context.getBroadcastState(EpochBroadcast.EPOCHS));
        long watermarkMs = context.currentWatermark();
        long tsMs = watermarkMs > Long.MIN_VALUE ? watermarkMs : book.frontierMs();
        ControlRecord ensemble = book.ensembleAt(tsMs);
        if (ensemble != null) {
            EnsembleWeights weights = book.weightsAt(tsMs, ensemble.version());
            inForce(ensemble.version(), weights == null ? PRIOR : weights.sinceWindow());
        }
        ControlRecord challenger = book.shadowAt(tsMs);
        probe.level(Level.SHADOW_VERSION, challenger == null ? NONE : challenger.version());
    }

    private void inForce(long ensembleVersion, long weightsVersion) {
        probe.level(Level.ENSEMBLE_VERSION, ensembleVersion);
        probe.level(Level.WEIGHTS_VERSION, weightsVersion);
    }

    /** Counts what a restored subtask holds, once; nothing is released before the first record of the control log. */
    private void countHeld(Context context) throws Exception {
        if (heldIsKnown) {
            return;
        }
        heldIsKnown = true;
        heldNow = 0;
        context.applyToKeyedState(HELD, (symbol, state) -> {
            for (List<FeatureVector> bucket : state.values()) {
                heldNow += bucket.size();
            }
        });
        probe.level(Level.RECORDS_HELD, heldNow);
    }

    private void prepare(ControlRecord r) {
        EnsembleSpec spec = Objects.requireNonNull(r.ensemble(), "ensemble of a PREPARE");
        candidates.put(r.requestOffset(), spec);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        AckChannel channel = acks;
        shelf.load(
                spec,
                (loaded, state) -> channel.send(new ControlAck(
                        r.version(),
                        loaded.sha256(),
                        subtask,
                        parallelism,
                        r.round(),
                        state.phase() == ModelState.Phase.READY,
                        state.reason())));
    }

    private void keepModels(Context context) throws Exception {
        EpochBook book = epochs.read(context.getBroadcastState(EpochBroadcast.EPOCHS));
        List<EnsembleSpec> wanted = new ArrayList<>(candidates.values());
        for (ControlRecord epoch : book.ensembles()) {
            wanted.add(Objects.requireNonNull(epoch.ensemble(), "ensemble of an ENSEMBLE epoch"));
        }
        for (ControlRecord epoch : book.shadows()) {
            wanted.add(Objects.requireNonNull(epoch.ensemble(), "ensemble of an ENSEMBLE epoch"));
        }
        shelf.keep(wanted);
    }

    @Override
    public void close() {
        if (shelf != null) {
            shelf.close();
        }
        if (acks != null) {
            acks.close();
        }
    }
}
