package io.quorate.job.cli;

import io.quorate.ensemble.BundleRefusedException;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.job.control.ControlRequests;
import io.quorate.job.control.Origin;
import io.quorate.job.control.SpecFile;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.job.registry.BundleRegistry;
import io.quorate.job.registry.RegisteredBundle;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import io.quorate.schema.control.EnsembleSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Asks a running job for an epoch and waits until the control log has it or refuses it. */
@Command(
        name = "publish",
        description = {
            "Ask a running job for an ensemble, a strategy, limits, or a stop of entries, and wait for the answer.",
            "",
            "A strategy or limits file is YAML or JSON with any of the fields of the record; the rest is by default.",
            "A bundle is verified here first and stays where it is: the job reads it at its address."
        })
final class PublishCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BrokerMixin given = new BrokerMixin();

    @Mixin
    private OriginMixin origin = new OriginMixin();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = "--portfolio",
            paramLabel = "NAME",
            converter = PortfolioName.class,
            description = "Portfolio of a strategy or of limits; '*' gives limits to all without their own.")
    private @Nullable String portfolio;

    @Option(
            names = "--uri",
            paramLabel = "URI",
            description = "Address at which the job finds the bundle; the file's own unless given.")
    private @Nullable String uri;

    @Option(names = "--symbol", paramLabel = "SYMBOL", description = "What to --force-exit; everything unless given.")
    private @Nullable String symbol;

    @Option(names = "--bundle-version", paramLabel = "N", description = "Version in the registry.")
    private @Nullable Long version;

    @Option(names = "--alias", paramLabel = "NAME", description = "Alias in the registry.")
    private @Nullable String alias;

    @Option(
            names = "--signed-by",
            paramLabel = "KEY",
            description = "Key whose signature in the registry goes with the bundle; the only one unless given.")
    private @Nullable String signedBy;

    @Option(
            names = "--shadow",
            description = "Score the bundle beside the one in force; it decides nothing, see topics.predictions.")
    private boolean shadow;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    /** Exactly one of them. */
    private static final class What {
        @Option(names = "--ensemble", paramLabel = "BUNDLE", description = "Bundle to put in force.")
        private @Nullable Path ensemble;

        @Option(
                names = "--registry",
                paramLabel = "URI",
                description = "Registry with the bundle to put in force, by --bundle-version or --alias.")
        private @Nullable String registry;

        @Option(names = "--stop", description = "With --shadow: score it no more.")
        private boolean stop;

        @Option(names = "--strategy", paramLabel = "FILE", description = "Strategy for --portfolio.")
        private @Nullable Path strategy;

        @Option(names = "--limits", paramLabel = "FILE", description = "Risk limits for --portfolio.")
        private @Nullable Path limits;

        @Option(
                names = "--kill",
                arity = "0..1",
                converter = PortfolioName.class,
                fallbackValue = ControlRecord.ALL,
                paramLabel = "PORTFOLIO",
                description = "Stop entries of a portfolio, or of all.")
        private @Nullable String kill;

        @Option(
                names = "--resume",
                arity = "0..1",
                converter = PortfolioName.class,
                fallbackValue = ControlRecord.ALL,
                paramLabel = "PORTFOLIO",
                description = "End a --kill of the same scope.")
        private @Nullable String resume;

        @Option(
                names = "--force-exit",
                arity = "0..1",
                converter = PortfolioName.class,
                fallbackValue = ControlRecord.ALL,
                paramLabel = "PORTFOLIO",
                description = "Close the positions of a portfolio, or of all; in one --symbol, or in all.")
        private @Nullable String forceExit;

        @Option(
                names = "--reset-drawdown",
                arity = "0..1",
                converter = PortfolioName.class,
                fallbackValue = ControlRecord.ALL,
                paramLabel = "PORTFOLIO",
                description = "Take the equity of a portfolio, or of all, as the new peak and release the latch.")
        private @Nullable String resetDrawdown;
    }

    @Override
    public Integer call() {
        checkTogether();
        Settings settings = given.settings();
        if (shadow && !what.stop && settings.get(JobOptions.PREDICTIONS).isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("note: " + JobOptions.PREDICTIONS.key()
                            + " is empty here; a job without it shows nothing of a shadow");
            spec.commandLine().getErr().flush();
        }
        ControlRequest request = request(settings, origin.origin());
        return Asking.ask(
                settings, request, origin.timeout(), spec.commandLine().getOut(), json);
    }

    private void checkTogether() {
        boolean named = what.strategy != null || what.limits != null;
        if (named && portfolio == null) {
            throw wrongUse(
                    "expected --portfolio with --" + (what.strategy != null ? "strategy" : "limits") + ", was none");
        }
        if (!named && portfolio != null) {
            throw wrongUse("expected --portfolio only with --strategy or --limits, was with another");
        }
        if (what.forceExit == null && symbol != null) {
            throw wrongUse("expected --symbol only with --force-exit, was with another");
        }
        if (what.ensemble == null && uri != null) {
            throw wrongUse("expected --uri only with --ensemble, was with another");
        }
        if (what.registry == null
                ? version != null || alias != null || signedBy != null
                : (version == null) == (alias == null)) {
            throw wrongUse("expected exactly one of --bundle-version and --alias with --registry, and only then");
        }
        boolean bundle = what.ensemble != null || what.registry != null;
        if (what.stop && !shadow) {
            throw wrongUse("expected --shadow with --stop, was none");
        }
        if (shadow && !bundle && !what.stop) {
            throw wrongUse("expected --shadow with --ensemble, --registry or --stop, was with another");
        }
    }

    private ControlRequest request(Settings settings, Origin from) {
        String name = portfolio == null ? "" : portfolio;
        long maxBytes = settings.get(JobOptions.MODEL_MAX);
        if (what.ensemble != null) {
            return ensemble(bundle(what.ensemble, maxBytes), from);
        }
        if (what.registry != null) {
            BundleRegistry registry = BundleRegistry.at(what.registry, maxBytes);
            RegisteredBundle found =
                    alias != null ? registry.alias(alias) : registry.version(version == null ? 0 : version);
            return ensemble(registry.announce(found, signedBy), from);
        }
        if (what.stop) {
            return ControlRequests.retire(from);
        }
        if (what.strategy != null) {
            return ControlRequests.strategy(name, SpecFile.strategy(what.strategy), from);
        }
        if (what.limits != null) {
            return ControlRequests.limits(name, SpecFile.limits(what.limits), from);
        }
        if (what.forceExit != null) {
            return ControlRequests.forceExit(what.forceExit, symbol, from);
        }
        if (what.resetDrawdown != null) {
            return ControlRequests.resetDrawdown(what.resetDrawdown, from);
        }
        return what.kill != null
                ? ControlRequests.kill(what.kill, from)
                : ControlRequests.resume(what.resume == null ? ControlRecord.ALL : what.resume, from);
    }

    private ControlRequest ensemble(EnsembleSpec bundle, Origin from) {
        return shadow ? ControlRequests.shadow(bundle, from) : ControlRequests.ensemble(bundle, from);
    }

    private EnsembleSpec bundle(Path file, long maxBytes) {
        if (!Files.exists(file)) {
            throw UserError.wrongUse(file + ": expected a bundle, was not there");
        }
        try {
            EnsembleSpec described = BundleSpecs.describe(file, maxBytes);
            return uri == null ? described : described.at(uri);
        } catch (BundleRefusedException e) {
            throw UserError.failed(file + ": " + e.getMessage(), e);
        }
    }

    private ParameterException wrongUse(String line) {
        return new ParameterException(spec.commandLine(), line);
    }

    /** Refuses what must be a mistyped option: the value of --kill may be left out. */
    static final class PortfolioName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank() || text.startsWith("-")) {
                throw new TypeConversionException("expected a portfolio or '*', was '" + text + "'");
            }
            return text;
        }
    }
}
