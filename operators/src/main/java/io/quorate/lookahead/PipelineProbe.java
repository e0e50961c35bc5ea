package io.quorate.lookahead;

import io.quorate.backtest.DecisionPipeline;
import io.quorate.backtest.PipelineSettings;
import io.quorate.backtest.PipelineSink;
import io.quorate.ensemble.ModelShelf;
import io.quorate.feature.FeatureLayout;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.decision.Decision;
import io.quorate.schema.market.Inbound;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The whole walk, as the job and the backtest have it: features, higher timeframes, regimes, member probabilities, weights
 * in force, predictions and decisions under a control log.
 */
public final class PipelineProbe implements Probe {
    private static final List<String> REGIME = List.of("volatility_regime");
    private static final List<String> HIDDEN = List.of("regime_state", "regime_probability", "regime_samples");
    private static final List<String> ENSEMBLE = List.of("probability", "confidence", "spread");
    private static final List<String> STATUS =
            List.of("status", "ensemble_version", "weights_version", "layout_id", "subscribers");
    private static final List<String> DECISION = List.of(
            "outcome",
            "reason",
            "side",
            "quantity_micros",
            "price",
            "risk_score",
            "binding",
            "counterfactual",
            "equity_micros",
            "trigger",
            "seq");

    private final PipelineSettings settings;
    private final Supplier<ModelShelf> models;
    private final List<ControlRecord> log;

    /**
     * A probe of the pipeline.
     *
     * @param settings the options that decide, of a market of one partition
     * @param models opens a shelf for a run
     * @param log a finished control log without weights, which are made again in each run
     */
    public PipelineProbe(PipelineSettings settings, Supplier<ModelShelf> models, List<ControlRecord> log) {
        if (settings.partitions() != 1) {
            throw new IllegalArgumentException("expected a market of 1 partition, was " + settings.partitions());
        }
        this.settings = settings;
        this.models = models;
        this.log = List.copyOf(log);
    }

    @Override
    public void run(List<MarketEvent> history, ProbeSink out) {
        try (ModelShelf shelf = models.get()) {
            DecisionPipeline pipeline = new DecisionPipeline(settings, shelf, log, new Rows(settings.layout(), out));
            for (MarketEvent event : history) {
                pipeline.accept(new Inbound(0, event.partition() == 0 ? event : event.at(0, event.offset()), null));
            }
            pipeline.finish();
        }
    }

    /** Turns what the pipeline makes into rows. */
    private static final class Rows implements PipelineSink {
        private final ProbeSink out;
        private final int[] own;
        private final int[] higher;
        private final int features;
        private final int frames;
        private final int regime;
        private final int hidden;
        private final int ensemble;
        private final int status;
        private final int decisions;
        private String[] members = {};
        private int member;
        private int weight;

        Rows(FeatureLayout layout, ProbeSink out) {
            this.out = out;
            List<String> names = layout.names();
            own = IntStream.range(0, names.size())
                    .filter(i -> names.get(i).indexOf('@') < 0)
                    .toArray();
            higher = IntStream.range(0, names.size())
                    .filter(i -> names.get(i).indexOf('@') >= 0)
                    .toArray();
            features = out.series(Stage.FEATURE, chosen(names, own));
            frames = higher.length == 0 ? -1 : out.series(Stage.HIGHER_TIMEFRAME, chosen(names, higher));
            regime = out.series(Stage.REGIME, REGIME);
            hidden = out.series(Stage.REGIME, HIDDEN);
            ensemble = out.series(Stage.PREDICTION, ENSEMBLE);
            status = out.series(Stage.PREDICTION, STATUS);
            decisions = out.series(Stage.DECISION, DECISION);
        }

        private static List<String> chosen(List<String> names, int[] at) {
            return Arrays.stream(at).mapToObj(names::get).toList();
        }

        private static double[] chosen(double[] values, int[] at) {
            double[] row = new double[at.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = values[at[i]];
            }
            return row;
        }

        @Override
        public void prediction(Prediction p) {
            String symbol = p.symbol();
            long tsMs = p.tsMs();
            out.row(features, symbol, tsMs, chosen(p.features().values(), own));
            if (frames >= 0) {
                out.row(frames, symbol, tsMs, chosen(p.features().values(), higher));
            }
            out.row(regime, symbol, tsMs, new String[] {p.features().regime().name()});
            out.row(hidden, symbol, tsMs, new double[] {p.regimeState(), p.regimeProbability(), p.regimeSamples()});
            if (p.memberNames().length > 0) {
                members(p);
                out.row(member, symbol, tsMs, p.memberProbabilities());
                out.row(weight, symbol, tsMs, p.memberWeights());
            }
            out.row(ensemble, symbol, tsMs, new double[] {p.probability(), p.confidence(), p.spread()});
            out.row(status, symbol, tsMs, new String[] {
                p.status().name(),
                Long.toString(p.ensembleVersion()),
                Long.toString(p.weightsVersion()),
                p.features().layoutId(),
                String.join(",", p.subscribers())
            });
        }

        private void members(Prediction p) {
            if (!Arrays.equals(members, p.memberNames())) {
                members = p.memberNames().clone();
                List<String> weights = new ArrayList<>();
                for (String name : members) {
                    weights.add("weight of " + name);
                }
                member = out.series(Stage.MEMBER, List.of(members));
                weight = out.series(Stage.WEIGHT, weights);
            }
        }

        @Override
        public void decision(Decision d, long ledgerIndex) {
            out.row(decisions, d.portfolio() + " " + d.symbol(), d.tsMs(), new String[] {
                d.outcome().name(),
                d.reason().name(),
                d.side().name(),
                Long.toString(d.quantityMicros()),
                Double.toString(d.price()),
                Double.toString(d.riskScore()),
                d.binding(),
                d.counterfactual(),
                Long.toString(d.equityMicros()),
                d.trigger().name(),
                Long.toString(d.seq())
            });
        }
    }
}
