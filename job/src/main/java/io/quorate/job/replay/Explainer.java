package io.quorate.job.replay;

import io.quorate.control.EpochBook;
import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.EnsembleScorer;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.fault.RootCause;
import io.quorate.job.options.Settings;
import io.quorate.job.replay.Explanation.MemberVoice;
import io.quorate.job.replay.LedgerPick.Found;
import io.quorate.job.replay.LedgerPick.Picked;
import io.quorate.schema.codec.LedgerCodec;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import io.quorate.schema.control.StrategySpec;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.decision.LedgerEvidence;
import io.quorate.schema.model.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Explains a decision from its ledger record: the stages with their values, the members with what each feature added to
 * their margins. Features that the record keeps by reference are computed again by a replay. Not thread-safe.
 */
public final class Explainer {
    private final Settings settings;
    private final MemberSplits splits;
    private final EnsembleScorer scorer = new EnsembleScorer();
    private final List<String> notes = new ArrayList<>();

    /** An explainer under the options of the job. */
    public Explainer(Settings settings, MemberSplits splits) {
        this.settings = settings;
        this.splits = splits;
    }

    /**
     * Explains the one decision that was found.
     *
     * @param bundle the bundle's archive; null to take it, and the strategy, from the control log
     * @param startNanos when the search for the decision began
     */
    public Explanation explain(Found found, @Nullable Path bundle, long startNanos) {
        Picked picked = found.picked().get(0);
        Decision d = picked.decision();
        if (!LedgerCodec.verify(picked.line().value())) {
            notes.add("the record is not what was written: its bytes and its hash disagree");
        }
        EpochBook epochs = bundle == null
                ? ControlBook.of(ControlLogFile.read(settings).records()).epochs()
                : new EpochBook();
        ControlRecord strategy = epochs.strategyAt(d.portfolio(), d.tsMs());
        try (ModelShelf shelf = Replay.shelf(settings)) {
            EnsembleModel model = d.ensembleVersion() < 0 ? null : model(shelf, spec(epochs, bundle, d));
            LedgerEvidence evidence = picked.record().evidence();
            double[] features = evidence == null ? null : evidence.features();
            String from = "the ledger";
            if (evidence != null && features == null && model != null) {
                features = again(found);
                from = "a replay";
            }
            if (model != null && features != null) {
                // once before it is timed: the first use of a model prepares it
                voices(evidence, model, features);
            }
            long loadedNanos = System.nanoTime();
            List<Explanation.Stage> stages =
                    DecisionStages.of(picked.record(), d, strategy == null ? null : spec(strategy));
            List<MemberVoice> members = evidence == null
                    ? List.of()
                    : model == null || features == null ? silent(evidence) : voices(evidence, model, features);
            return Explanation.of(
                    picked,
                    stages,
                    members,
                    features == null ? "nowhere" : from,
                    notes,
                    (loadedNanos - startNanos) / 1e6,
                    (System.nanoTime() - loadedNanos) / 1e6);
        }
    }

    private static @Nullable StrategySpec spec(ControlRecord strategy) {
        return strategy.strategy();
    }

    private @Nullable EnsembleSpec spec(EpochBook epochs, @Nullable Path bundle, Decision d) {
        if (bundle != null) {
            return BundleSpecs.describe(bundle);
        }
        ControlRecord epoch = epochs.ensembleAt(d.tsMs());
        if (epoch == null || epoch.version() != d.ensembleVersion()) {
            notes.add("the control log has no ensemble " + d.ensembleVersion() + " in force at " + d.tsMs()
                    + "; --bundle FILE gives it");
            return null;
        }
        return epoch.ensemble();
    }

    private @Nullable EnsembleModel model(ModelShelf shelf, @Nullable EnsembleSpec spec) {
        try {
            return spec == null ? null : shelf.model(spec);
        } catch (BundleRefusedException | IllegalStateException e) {
            notes.add(RootCause.of(e));
            return null;
        }
    }

    private double @Nullable [] again(Found found) {
        Prediction prediction = Replay.one(settings, found).decision().prediction();
        return prediction == null ? null : prediction.features().values();
    }

    private static List<MemberVoice> silent(LedgerEvidence e) {
        List<MemberVoice> voices = new ArrayList<>();
        for (int i = 0; i < e.memberNames().length; i++) {
            voices.add(new MemberVoice(
                    e.memberNames()[i], e.memberProbabilities()[i], e.memberWeights()[i], share(e, i), true, null));
        }
        return voices;
    }

    private List<MemberVoice> voices(@Nullable LedgerEvidence e, EnsembleModel model, double[] features) {
        if (e == null) {
            return List.of();
        }
        double[] again = new double[model.members()];
        scorer.probability(model, features, model.priorWeights(), again);
        Map<String, MemberSplit> bySplit = new HashMap<>();
        splits.of(model, features).forEach(split -> bySplit.put(split.member(), split));
        Map<String, Double> recomputed = new HashMap<>();
        for (int i = 0; i < again.length; i++) {
            recomputed.put(model.memberNames()[i], again[i]);
        }
        List<MemberVoice> voices = new ArrayList<>();
        for (int i = 0; i < e.memberNames().length; i++) {
            String name = e.memberNames()[i];
            voices.add(new MemberVoice(
                    name,
                    e.memberProbabilities()[i],
                    e.memberWeights()[i],
                    share(e, i),
                    Double.compare(recomputed.getOrDefault(name, Double.NaN), e.memberProbabilities()[i]) == 0,
                    bySplit.get(name)));
        }
        return voices;
    }

    /** Weight times probability over the weights of those that answered. */
    private static double share(LedgerEvidence e, int member) {
        double weights = 0;
        for (int i = 0; i < e.memberWeights().length; i++) {
            weights += Double.isNaN(e.memberProbabilities()[i]) ? 0 : e.memberWeights()[i];
        }
        double share = e.memberWeights()[member] * e.memberProbabilities()[member] / weights;
        return Double.isNaN(share) ? 0 : share;
    }
}
