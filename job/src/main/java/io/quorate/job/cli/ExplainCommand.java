package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.replay.Explainer;
import io.quorate.job.replay.Explanation;
import io.quorate.job.replay.FeatureSplits;
import io.quorate.job.replay.LedgerPick;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Why a decision is what it is. */
@Command(
        name = "explain",
        description = {
            "Explain a decision: every stage with its values and limits, what would have flipped it, and what each feature"
                    + " added to each member.",
            "",
            "Features that the ledger keeps by reference are computed again from the market topic. Exit code 1 when a"
                    + " member's parts do not sum to its margin."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LedgerMixin ledger = new LedgerMixin();

    @Option(names = "--decision", paramLabel = "ID", required = true, description = "Id of the decision.")
    private String id = "";

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description =
                    "Bundle that scored it; the control log is then not read. With --input no broker is needed for"
                            + " a record that has its features.")
    private @Nullable Path bundle;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new ParameterException(
                    spec.commandLine(), "expected --decision of 32 digits 0-9a-f, was '" + id + "'");
        }
        long startNanos = System.nanoTime();
        LedgerPick.Found found = LedgerPick.find(ledger.source(), LedgerPick.Query.of(Set.of(id)));
        if (found.picked().isEmpty()) {
            throw UserError.failed(
                    "expected decision " + id + " in the ledger, was none in " + found.records() + " records");
        }
        Explanation explanation =
                new Explainer(ledger.settings(), new FeatureSplits()).explain(found, bundle, startNanos);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonText.of(explanation) + "\n" : ExplainText.of(explanation));
        out.flush();
        return explanation.isChecked() ? 0 : UserError.FAILED;
    }
}
