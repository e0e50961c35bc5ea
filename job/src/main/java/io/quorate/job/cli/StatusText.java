package io.quorate.job.cli;

import io.quorate.job.control.ControlStatus;
import io.quorate.job.control.EpochStatus;
import io.quorate.schema.control.ControlRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A control status for people. Times are UTC; event time unless they say written. */
final class StatusText {
    private final StringBuilder text = new StringBuilder();

    private StatusText() {}

    static String of(ControlStatus s) {
        StatusText t = new StatusText();
        if (s.records() == 0) {
            return "the control log is empty: no job has run on it\n";
        }
        t.line("market", s.watermarkMs() == null ? "unknown: no frontier yet" : time(s.watermarkMs()));
        t.line("frontier", frontier(s));
        t.line("ensemble", s.ensemble() == null ? "none" : ensemble(s.ensemble()));
        t.line("weights", weights(s));
        if (s.shadow() != null) {
            t.line("shadow", ensemble(s.shadow()));
        }
        if (s.kill() != null) {
            t.line("KILLED", "all portfolios" + origin(s.kill()));
        }
        if (s.limits() != null) {
            t.line("limits", "of portfolios without their own: " + epoch(s.limits()));
        }
        s.portfolios().forEach(p -> t.portfolio(p, s.limits() != null));
        for (EpochStatus e : s.pending()) {
            t.line("pending", e.kind() + " of " + e.scope() + " " + epoch(e));
        }
        for (ControlStatus.Preparing p : s.preparing()) {
            t.line(
                    "preparing",
                    "ENSEMBLE " + (p.scope().equals(ControlRecord.SHADOW) ? "of shadow " : "") + "version "
                            + p.version() + ", loaded by " + p.loaded() + " of "
                            + (p.parallelism() == 0 ? "?" : p.parallelism()) + " subtasks"
                            + origin(p.author(), p.reason(), p.writtenMs()));
        }
        for (ControlStatus.Refused r : s.refused()) {
            t.line(
                    "refused",
                    "request " + r.requestOffset() + (r.author().isEmpty() ? "" : " by " + r.author()) + ", written "
                            + time(r.writtenMs()) + ": " + r.reason());
        }
        return t.text.toString();
    }

    private void portfolio(ControlStatus.Portfolio p, boolean limitsOfAll) {
        if (p.kill() != null) {
            line("KILLED", p.name() + origin(p.kill()));
        }
        if (p.strategy() != null) {
            line("strategy", p.name() + ": " + epoch(p.strategy()));
        }
        if (p.limits() != null) {
            line("limits", p.name() + ": " + epoch(p.limits()));
        } else if (p.strategy() != null && !limitsOfAll) {
            line("limits", p.name() + ": none, every entry is rejected");
        }
    }

    private void line(String name, String what) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", name, what));
    }

    private static String frontier(ControlStatus s) {
        if (s.frontierMs() == null) {
            return "none yet";
        }
        if (s.closed()) {
            return "closed: the data has ended, no request is answered any more";
        }
        String ahead = s.watermarkMs() == null
                ? ""
                : String.format(Locale.ROOT, ", %.1f s ahead of the market", (s.frontierMs() - s.watermarkMs()) / 1e3);
        return time(s.frontierMs()) + ahead;
    }

    private static String ensemble(EpochStatus e) {
        var bundle = e.ensemble();
        return epoch(e)
                + (bundle == null
                        ? ""
                        : ", " + bundle.label().target() + " over "
                                + bundle.label().horizonSamples() + " samples, " + bundle.bundleUri());
    }

    private static String weights(ControlStatus s) {
        ControlStatus.Weights w = s.weights();
        if (w == null) {
            return s.ensemble() == null ? "none" : "prior weights of the ensemble";
        }
        return w.byMember().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.4f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "))
                + ", since " + time(w.effectiveFromMs());
    }

    private static String epoch(EpochStatus e) {
        return "version " + e.version() + " from " + time(e.effectiveFromMs()) + origin(e);
    }

    private static String origin(@Nullable EpochStatus e) {
        return e == null ? "" : origin(e.author(), e.reason(), e.writtenMs());
    }

    private static String origin(String author, String reason, long writtenMs) {
        return ", written " + time(writtenMs) + (author.isEmpty() ? "" : " by " + author)
                + (reason.isEmpty() ? "" : " because " + reason);
    }

    private static String time(long tsMs) {
        return tsMs > 253_402_300_799_999L || tsMs < 0
                ? Long.toString(tsMs)
                : Instant.ofEpochMilli(tsMs).toString();
    }
}
