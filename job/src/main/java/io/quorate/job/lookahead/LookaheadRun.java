package io.quorate.job.lookahead;

import io.quorate.backtest.PipelineSettings;
import io.quorate.ensemble.ModelAccess;
import io.quorate.ensemble.ModelShelf;
import io.quorate.job.backtest.ControlPlan;
import io.quorate.job.control.LimitsDefaults;
import io.quorate.job.control.SpecFile;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.table.TableReader;
import io.quorate.job.topology.JobSetup;
import io.quorate.job.training.FeatureTable;
import io.quorate.job.training.FeatureTableOptions;
import io.quorate.job.training.HistoryOptions;
import io.quorate.job.training.InputKind;
import io.quorate.job.training.MarketHistory;
import io.quorate.job.training.SampleHistory;
import io.quorate.learn.ProgressListener;
import io.quorate.learn.Split;
import io.quorate.learn.SplitOptions;
import io.quorate.learn.TrainingSet;
import io.quorate.lookahead.BundleCheck;
import io.quorate.lookahead.FeatureProbe;
import io.quorate.lookahead.Lookahead;
import io.quorate.lookahead.LookaheadOptions;
import io.quorate.lookahead.LookaheadResult;
import io.quorate.lookahead.Offender;
import io.quorate.lookahead.PipelineProbe;
import io.quorate.lookahead.Probe;
import io.quorate.lookahead.SplitCheck;
import io.quorate.lookahead.Stage;
import io.quorate.lookahead.Tested;
import io.quorate.schema.codec.MarketCodec;
import io.quorate.schema.codec.MarketDecoder;
import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.model.LabelSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts a history with its features, its bundle and its strategy, or a command, or tables, to the look-ahead test. */
public final class LookaheadRun {
    private static final String PORTFOLIO = "tested";
    private static final int ANY_BYTES = 1 << 20;

    private final LookaheadPlan plan;
    private final MarketHistory history;
    private final List<MarketEvent> events;

    private LookaheadRun(LookaheadPlan plan) {
        this.plan = plan;
        long barIntervalMs = plan.settings().millis(JobOptions.BARS_INTERVAL);
        this.history = MarketHistory.read(plan.input(), 0);
        if (history.kind() == InputKind.BARS && barIntervalMs > 0) {
            throw UserError.wrongUse("bars.interval: expected none for files of bars, was "
                    + plan.settings().text(JobOptions.BARS_INTERVAL));
        }
        this.events = welcome(history.events());
        if (events.isEmpty()) {
            throw UserError.failed("expected records in " + plan.input() + ", was none that the market door lets in");
        }
    }

    /**
     * Tests what a plan says.
     *
     * @param folder temporary, for what a command reads and writes
     */
    public static LookaheadReport run(LookaheadPlan plan, Path folder, ProgressListener listener) {
        LookaheadRun run = new LookaheadRun(plan);
        try {
            String command = plan.command();
            return command == null ? run.pipeline(listener) : run.command(command, folder, listener);
        } catch (IllegalArgumentException e) {
            throw UserError.failed(String.valueOf(e.getMessage()), e);
        }
    }

    /** Holds tables of shorter histories against that of the whole one. */
    public static LookaheadReport tables(Path whole, List<Path> prefixes, double tolerance) {
        List<Probe> probes = new ArrayList<>();
        List<Long> cutsMs = new ArrayList<>();
        for (Path prefix : prefixes) {
            TableProbe probe = new TableProbe(prefix, 0);
            probes.add(probe);
            cutsMs.add(probe.lastMs());
        }
        LookaheadResult result = Lookahead.compare(new TableProbe(whole, 0), probes, cutsMs, tolerance);
        return report(result, List.of(), List.of(), 0, 0, 0);
    }

    /**
     * Tests the splits of a table to train on; throws UserError for a table that says nothing of its splits.
     *
     * @param horizon rows of a symbol until its label is known
     */
    public static LookaheadReport training(Path file, String labelColumn, int horizon) {
        if (!TableReader.header(file).contains(FeatureTable.SPLIT)) {
            throw UserError.wrongUse(file + ": expected a column split, was none; train makes splits that are purged");
        }
        FeatureTableOptions options = new FeatureTableOptions(
                labelColumn, LabelSpec.direction(horizon), List.of(), List.of(), SplitOptions.DEFAULT);
        TrainingSet rows =
                FeatureTable.read(file, options, (step, fraction) -> {}).set();
        long compared = 0;
        for (Split split : Split.values()) {
            compared += split == Split.PURGED ? 0 : rows.rows(split).length;
        }
        List<Offender> offenders = SplitCheck.of(rows);
        return new LookaheadReport(
                offenders.isEmpty(),
                offenders,
                List.of(new Tested(Stage.TABLE, 1, compared)),
                List.of("features: expected --features with --truncated, or --input"),
                List.of(),
                0,
                0,
                0);
    }

    private static List<MarketEvent> welcome(List<MarketEvent> events) {
        MarketDecoder door = new MarketDecoder("history", 0, ANY_BYTES);
        List<MarketEvent> welcome = new ArrayList<>();
        for (MarketEvent event : events) {
            MarketEvent in = door.decode(0, event.offset(), -1, MarketCodec.encode(event))
                    .event();
            if (in != null) {
                welcome.add(in);
            }
        }
        return welcome;
    }

    private LookaheadReport command(String command, Path folder, ProgressListener listener) {
        long knownAfterMs = plan.stampedAtClose() ? 0 : history.barIntervalMs();
        LookaheadResult result =
                Lookahead.test(new CommandProbe(command, folder, knownAfterMs), events, plan.options(), listener);
        return report(result, List.of(), List.of(), events.size(), refused(), 0);
    }

    private LookaheadReport pipeline(ProgressListener listener) {
        Settings settings = plan.settings();
        PipelineSettings options = JobSetup.pipeline(settings, 1);
        ModelAccess models = JobSetup.models(settings);
        Path file = plan.bundle();
        TestedBundle bundle = file == null ? null : TestedBundle.read(file, settings);
        List<String> notTested = new ArrayList<>();
        ControlPlan control = new ControlPlan();
        if (bundle != null) {
            control.ensemble(bundle.spec(), Math.max(0, plan.decidesFromMs()));
        } else {
            notTested.add("members, weights and predictions: expected --bundle, was none");
        }
        decide(control, notTested);
        List<Probe> probes = List.of(
                new FeatureProbe(options.layout(), options.dedupe(), options.barIntervalMs()),
                new PipelineProbe(options, models::open, control.records()));
        LookaheadOptions wanted = plan.options();
        LookaheadResult result;
        try (ModelShelf held = models.open()) {
            if (bundle != null) {
                // loaded once for all runs
                var unused = held.model(bundle.spec());
            }
            result = Lookahead.test(Probe.of(probes), events, wanted, listener);
        }
        if (bundle == null) {
            return report(result, List.of(), notTested, events.size(), refused(), 0);
        }
        BundleCheck.Finding finding = BundleCheck.of(
                bundle.manifest(),
                bundle.reference(),
                bundle.counts(),
                vectors(options),
                options.layout().names(),
                plan.decidesFromMs() == Long.MIN_VALUE ? events.get(0).eventTimeMs() : plan.decidesFromMs());
        notTested.addAll(finding.notTested());
        return report(result, finding.offenders(), notTested, events.size(), refused(), finding.cleanFromMs());
    }

    private void decide(ControlPlan control, List<String> notTested) {
        Path strategy = plan.strategy();
        Path limits = plan.limits();
        if (strategy == null) {
            notTested.add("decisions: expected --strategy, was none");
            return;
        }
        control.strategy(PORTFOLIO, SpecFile.strategy(strategy), 0);
        control.limits(PORTFOLIO, limits == null ? LimitsDefaults.SPEC : SpecFile.limits(limits), 0);
    }

    private List<FeatureVector> vectors(PipelineSettings options) {
        List<FeatureVector> vectors = new ArrayList<>();
        var unused = SampleHistory.of(
                        history,
                        new HistoryOptions(
                                options.barIntervalMs(),
                                Long.MAX_VALUE,
                                plan.settings().get(JobOptions.WINDOWS),
                                options.dedupe(),
                                options.layout().higher(),
                                options.gaps()))
                .forEach(vectors::add);
        return vectors;
    }

    private long refused() {
        return (long) history.events().size() - events.size();
    }

    private static LookaheadReport report(
            LookaheadResult result,
            List<Offender> ofBundle,
            List<String> notTested,
            long records,
            long refused,
            long bundleCleanFromMs) {
        List<Offender> offenders = new ArrayList<>(ofBundle);
        offenders.addAll(result.offenders());
        return new LookaheadReport(
                offenders.isEmpty(),
                offenders,
                result.tested(),
                notTested,
                result.cutsMs(),
                records,
                refused,
                bundleCleanFromMs);
    }
}
