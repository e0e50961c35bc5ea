package io.quorate.job.cli;

import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.job.local.Logging;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 wrong use. An error is one line starting with {@code error:}; a
 * stack trace is shown with {@code --verbose} only.
 */
@Command(
        name = "quorate",
        description = "Deterministic streaming decisions on Apache Flink.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Quorate.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong use"},
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SubmitCommand.class,
            StopCommand.class,
            ClusterCommand.class,
            BrokerCommand.class,
            BenchCommand.class,
            DrillCommand.class,
            BarsCommand.class,
            FeaturesCommand.class,
            TrainCommand.class,
            ScoreCommand.class,
            MetricsCommand.class,
            SimulateCommand.class,
            BacktestCommand.class,
            TuneCommand.class,
            PublishCommand.class,
            RollbackCommand.class,
            PromoteCommand.class,
            StatusCommand.class,
            RegistryCommand.class,
            PipelineCommand.class,
            StateCommand.class,
            VenueCommand.class,
            LedgerCommand.class,
            ReplayCommand.class,
            ParityCommand.class,
            LookaheadCommand.class,
            ExplainCommand.class,
            OptionsCommand.class
        })
public final class Quorate implements Runnable {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces and log to the terminal.")
    private boolean verbose;

    Quorate() {
        spec = CommandSpec.create();
    }

    public static void main(String[] args) {
        Logging.toTerminal(List.of(args).contains("--verbose"));
        System.exit(commandLine().execute(args));
    }

    /** The command line with its error handling, for {@link #main} and for tests. */
    public static CommandLine commandLine() {
        Quorate root = new Quorate();
        return handling(new CommandLine(root), () -> root.verbose);
    }

    /** A command by itself, with the same error handling. */
    static CommandLine commandLine(Object command) {
        return handling(new CommandLine(command), () -> false);
    }

    private static CommandLine handling(CommandLine line, BooleanSupplier verbose) {
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                // a mistyped option is no value of the one before it
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setParameterExceptionHandler((e, args) -> wrongUse(e))
                .setExecutionExceptionHandler(
                        (e, failed, parsed) -> report(e, failed.getErr(), verbose.getAsBoolean()));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command, was none");
    }

    private static int wrongUse(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        StringBuilder line = new StringBuilder("error: " + RootCause.oneLine(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                line.append(", did you mean ").append(near.get(0)).append('?');
            }
        }
        err.println(line.append("; see ").append(name).append(" --help"));
        err.flush();
        return UserError.WRONG_USE;
    }

    /** Prints what the user should know of a failure; gives the exit code. */
    private static int report(Throwable thrown, PrintWriter err, boolean verbose) {
        UserError meant = find(thrown);
        if (meant != null) {
            meant.lines().forEach(line -> err.println("error: " + RootCause.oneLine(line)));
        } else {
            err.println("error: " + RootCause.of(thrown) + (verbose ? "" : "; --verbose shows where"));
        }
        if (verbose) {
            thrown.printStackTrace(err);
        }
        err.flush();
        return meant == null ? UserError.FAILED : meant.exitCode();
    }

    private static @Nullable UserError find(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof UserError meant) {
                return meant;
            }
        }
        return null;
    }

    /** The version of this build. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"quorate " + text(), "Java " + System.getProperty("java.version")};
        }

        static String text() {
            String version = Quorate.class.getPackage().getImplementationVersion();
            return version == null ? "(unpackaged)" : version;
        }
    }
}
