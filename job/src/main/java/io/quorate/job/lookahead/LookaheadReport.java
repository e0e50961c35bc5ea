package io.quorate.job.lookahead;

import io.quorate.lookahead.Offender;
import io.quorate.lookahead.Tested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a look-ahead test found.
 *
 * @param clean nothing depends on its future
 * @param offenders what does, causes first
 * @param tested how much was compared, by stage
 * @param notTested what could not be looked at, and why
 * @param cutsMs event times at which the history was cut
 * @param records records of the history; 0 when tables were compared
 * @param rejected records of the files that the market door refuses
 * @param bundleCleanFromMs first event time from which the bundle decides nothing it was made from; 0 without a bundle
 */
public record LookaheadReport(
        boolean clean,
        List<Offender> offenders,
        List<Tested> tested,
        List<String> notTested,
        List<Long> cutsMs,
        long records,
        long rejected,
        long bundleCleanFromMs) {
    private static final int MOST_LINES = 40;

    public LookaheadReport {
        offenders = List.copyOf(offenders);
        tested = List.copyOf(tested);
        notTested = List.copyOf(notTested);
        cutsMs = List.copyOf(cutsMs);
    }

    /** The report in a few lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (records > 0) {
            lines.add(text(
                    "history      %,d records (%,d refused), %d cuts, each without the future and with another one",
                    records, rejected, cutsMs.size()));
        }
        for (Tested t : tested) {
            lines.add(text("compared     %-16s %,5d columns, %,14d values", t.stage(), t.columns(), t.values()));
        }
        offenders.stream().limit(MOST_LINES).forEach(o -> lines.addAll(lines(o)));
        if (offenders.size() > MOST_LINES) {
            lines.add(text("             and %,d more; --json has them all", offenders.size() - MOST_LINES));
        }
        notTested.forEach(what -> lines.add("not tested   " + what));
        lines.add(
                clean
                        ? "result       nothing depends on its future"
                        : text("result       %,d offenders", offenders.size()));
        return lines;
    }

    private static List<String> lines(Offender o) {
        List<String> lines = new ArrayList<>();
        lines.add(text(
                "OFFENDER     %s %s, first at %s (%s)",
                o.stage(), o.column(), Instant.ofEpochMilli(o.tsMs()), o.key()));
        lines.add(
                switch (o.method()) {
                    case BUNDLE -> text("             expected %s, was %s", o.expected(), o.was());
                    case TRUNCATED, NOISE ->
                        text(
                                "             %s with the whole history, %s %s %s; %,d values at %d cuts; looks ahead more than %s",
                                o.expected(),
                                o.was(),
                                o.method() == io.quorate.lookahead.Method.NOISE
                                        ? "when other records follow"
                                        : "when the history ends at",
                                Instant.ofEpochMilli(o.cutMs()),
                                o.values(),
                                o.cuts(),
                                Duration.ofMillis(o.reachMs()));
                });
        return lines;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
