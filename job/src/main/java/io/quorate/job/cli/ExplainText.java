package io.quorate.job.cli;

import io.quorate.job.replay.Explanation;
import io.quorate.job.replay.Explanation.MemberVoice;
import io.quorate.job.replay.MemberSplit;
import io.quorate.schema.decision.RiskComponent;
import java.time.Instant;
import java.util.Locale;

/** An explanation for people. */
final class ExplainText {
    private ExplainText() {}

    static String of(Explanation x) {
        StringBuilder text = new StringBuilder();
        line(text, "%s  %s index %d, %s", x.id(), x.portfolio(), x.index(), x.symbol());
        line(
                text,
                "%s %s at %s (%d), sample %d, by a %s",
                x.outcome(),
                x.reason(),
                Instant.ofEpochMilli(x.tsMs()),
                x.tsMs(),
                x.seq(),
                x.trigger());
        line(
                text,
                "ensemble %d, weights %d, strategy %d, limits %d",
                x.ensembleVersion(),
                x.weightsVersion(),
                x.strategyVersion(),
                x.limitsVersion());
        line(text, "");
        for (Explanation.Stage stage : x.stages()) {
            line(text, "%-8s %-12s %s", stage.name(), stage.result(), stage.detail());
        }
        line(text, "would have flipped it: %s", x.counterfactual());
        risks(text, x);
        members(text, x);
        x.notes().forEach(note -> line(text, "note: %s", note));
        line(
                text,
                "loaded in %.0f ms, explained in %.2f ms, features from %s",
                x.loadMs(),
                x.explainMs(),
                x.featuresFrom());
        return text.toString();
    }

    private static void risks(StringBuilder text, Explanation x) {
        if (x.risks().isEmpty()) {
            return;
        }
        line(text, "");
        line(text, "%-22s %14s %14s %8s", "risk", "value", "limit", "of it");
        for (RiskComponent c : x.risks()) {
            line(
                    text,
                    "%-22s %14s %14s %7.1f%%%s%s",
                    c.name(),
                    number(c.value()),
                    number(c.limit()),
                    100 * c.score(),
                    c.breached() ? "  BREACHED" : "",
                    c.name().equals(x.binding()) ? "  binding" : "");
        }
    }

    private static void members(StringBuilder text, Explanation x) {
        for (MemberVoice m : x.members()) {
            line(text, "");
            line(
                    text,
                    "%-16s p %s, weight %s, %s of the ensemble's %s%s",
                    m.name(),
                    number(m.probability()),
                    number(m.weight()),
                    number(m.inEnsemble()),
                    number(x.probability()),
                    m.recomputed() ? "" : "  NOT FOUND AGAIN");
            MemberSplit split = m.split();
            if (split != null) {
                for (MemberSplit.Share share : split.features()) {
                    line(text, "    %+12.6f  %s = %s", share.share(), share.feature(), number(share.value()));
                }
                line(
                        text,
                        "    check: base %s and every feature sum to %s, margin %s: %s",
                        number(split.base()),
                        number(split.sum()),
                        number(split.margin()),
                        split.isWhole() ? "equal" : "NOT EQUAL");
            }
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.6g", value);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
