package io.quorate.job.cli;

import io.quorate.job.backtest.ControlPlan;
import io.quorate.job.backtest.TimedBundle;
import io.quorate.job.control.LimitsDefaults;
import io.quorate.job.control.SpecFile;
import io.quorate.job.control.StrategyDefaults;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.topology.JobSetup;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.StrategySpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a run over history decides by: bundles with their times, portfolios with strategy and limits. */
public final class BacktestMixin {
    private static final String MAIN = "main";

    @Option(
            names = "--bundle",
            paramLabel = "BUNDLE[@TIME]",
            converter = Bundle.Converter.class,
            description = "A bundle, and from which event time on it decides, epoch ms or ISO-8601; without one, after"
                    + " the last event time it learned from. Repeatable: a later one takes over.")
    private List<Bundle> bundles = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "FILE",
            description = "Strategy of the portfolios, as for publish; its defaults unless given.")
    private @Nullable Path strategy;

    @Option(
            names = "--limits",
            paramLabel = "FILE",
            description = "Limits of the portfolios, as for publish; their defaults unless given.")
    private @Nullable Path limits;

    @Option(
            names = "--portfolio",
            paramLabel = "NAME[=STRATEGY[,LIMITS]]",
            converter = Portfolio.Converter.class,
            description = "A portfolio, with files of its own or the ones above; repeatable (default: main).")
    private List<Portfolio> portfolios = new ArrayList<>();

    /** A bundle on the command line. */
    record Bundle(Path file, long effectiveFromMs) {
        static final class Converter implements ITypeConverter<Bundle> {
            @Override
            public Bundle convert(String text) {
                int at = text.lastIndexOf('@');
                if (at < 1) {
                    return new Bundle(Path.of(text), TimedBundle.AFTER_LEARNING);
                }
                long fromMs = new OriginMixin.EventTime().convert(text.substring(at + 1));
                if (fromMs < 0) {
                    throw new TypeConversionException("expected an event time from 0, was " + fromMs);
                }
                return new Bundle(Path.of(text.substring(0, at)), fromMs);
            }
        }
    }

    /** A portfolio on the command line. */
    record Portfolio(
            String name, @Nullable Path strategy, @Nullable Path limits) {
        static final class Converter implements ITypeConverter<Portfolio> {
            @Override
            public Portfolio convert(String text) {
                String[] parts = text.split("=", 2);
                if (parts[0].isBlank()) {
                    throw new TypeConversionException("expected NAME[=STRATEGY[,LIMITS]], was '" + text + "'");
                }
                String[] files = parts.length < 2 ? new String[0] : parts[1].split(",", -1);
                if (files.length > 2) {
                    throw new TypeConversionException("expected at most two files, was '" + text + "'");
                }
                return new Portfolio(parts[0], file(files, 0), file(files, 1));
            }

            private static @Nullable Path file(String[] files, int i) {
                return i < files.length && !files[i].isEmpty() ? Path.of(files[i]) : null;
            }
        }
    }

    /** Whether anything was said of what to decide by. */
    boolean given() {
        return !bundles.isEmpty() || strategy != null || limits != null || !portfolios.isEmpty();
    }

    boolean noBundle() {
        return bundles.isEmpty();
    }

    /** The bundles, verified, in the order given. */
    List<TimedBundle> bundles(Settings settings) {
        return bundles.stream()
                .map(b -> TimedBundle.of(
                        b.file, b.effectiveFromMs, settings.get(JobOptions.MODEL_MAX), JobSetup.layout(settings)))
                .toList();
    }

    /** The control log; portfolios begin with the first bundle. */
    List<ControlRecord> control(List<TimedBundle> timed) {
        ControlPlan plan = new ControlPlan();
        timed.forEach(b -> plan.ensemble(b.spec(), b.effectiveFromMs()));
        long beginMs =
                timed.stream().mapToLong(TimedBundle::effectiveFromMs).min().orElse(0);
        List<Portfolio> all = portfolios.isEmpty() ? List.of(new Portfolio(MAIN, null, null)) : portfolios;
        for (Portfolio p : all) {
            Path own = p.strategy == null ? strategy : p.strategy;
            StrategySpec spec = own == null ? StrategyDefaults.SPEC : SpecFile.strategy(own);
            plan.strategy(p.name, spec, beginMs);
            Path ownLimits = p.limits == null ? limits : p.limits;
            LimitsSpec limitsSpec = ownLimits == null ? LimitsDefaults.SPEC : SpecFile.limits(ownLimits);
            plan.limits(p.name, limitsSpec, beginMs);
        }
        return plan.records();
    }
}
