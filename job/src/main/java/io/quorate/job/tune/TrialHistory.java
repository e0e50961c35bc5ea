package io.quorate.job.tune;

import io.quorate.job.fault.UserError;
import io.quorate.job.training.MarketHistory;
import io.quorate.learn.Fold;
import io.quorate.learn.WalkForward;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records of a study and how their time is divided: a first training span, test spans, a hold-out. Immutable. */
final class TrialHistory {
    private static final int DEFAULT_FOLDS = 5;

    private final MarketHistory market;
    private final WalkForward walk;
    private final long fromMs;
    private final TestSpan trialSpan;
    private final @Nullable TestSpan holdOutSpan;

    private TrialHistory(
            MarketHistory market, WalkForward walk, long fromMs, TestSpan trialSpan, @Nullable TestSpan holdOutSpan) {
        this.market = market;
        this.walk = walk;
        this.fromMs = fromMs;
        this.trialSpan = trialSpan;
        this.holdOutSpan = holdOutSpan;
    }

    /** Divides a history as the settings say; throws UserError when there is too little of it. */
    static TrialHistory of(MarketHistory all, ObjectiveSettings settings) {
        MarketHistory market = chosen(all, settings);
        List<MarketEvent> events = market.events();
        long[] timesMs =
                events.stream().mapToLong(MarketEvent::eventTimeMs).sorted().toArray();
        long fromMs = timesMs[0];
        long toMs = timesMs[timesMs.length - 1] + 1;
        int cut = (int) Math.floor(timesMs.length * (1 - settings.holdOut()));
        long holdOutMs = settings.holdOut() > 0 && cut < timesMs.length ? timesMs[cut] : toMs;
        long trainMs = settings.trainMs() > 0 ? settings.trainMs() : (holdOutMs - fromMs) / 2;
        long testFromMs = fromMs + trainMs;
        if (trainMs <= settings.embargoMs() || testFromMs >= holdOutMs) {
            throw UserError.failed("expected history beyond a training span of " + days(trainMs) + " days"
                    + (settings.embargoMs() > 0 ? " with an embargo of " + days(settings.embargoMs()) + " days" : "")
                    + ", was " + days(holdOutMs - fromMs) + " days before the hold-out");
        }
        long testMs = settings.testMs() > 0
                ? settings.testMs()
                : Math.max(1, (holdOutMs - testFromMs + DEFAULT_FOLDS - 1) / DEFAULT_FOLDS);
        WalkForward walk = new WalkForward(settings.kind(), trainMs, testMs, settings.embargoMs());
        return new TrialHistory(
                market,
                walk,
                fromMs,
                span(events, testFromMs, holdOutMs, settings),
                holdOutMs < toMs ? span(events, holdOutMs, toMs, settings) : null);
    }

    private static String days(long ms) {
        return Double.toString(Math.rint(ms / 8_640_000.0) / 10);
    }

    private static TestSpan span(List<MarketEvent> events, long fromMs, long toMs, ObjectiveSettings settings) {
        return new TestSpan(
                fromMs, toMs, PeriodCalendar.of(events, fromMs, toMs, settings.periodMs(), settings.periodsPerYear()));
    }

    private static MarketHistory chosen(MarketHistory all, ObjectiveSettings settings) {
        Set<String> symbols = new HashSet<>(settings.symbols());
        List<MarketEvent> events = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (MarketEvent event : all.events()) {
            seen.add(event.symbol());
            if ((symbols.isEmpty() || symbols.contains(event.symbol()))
                    && event.eventTimeMs() >= settings.fromMs()
                    && event.eventTimeMs() < settings.untilMs()) {
                events.add(event);
            }
        }
        symbols.removeAll(seen);
        if (!symbols.isEmpty()) {
            throw UserError.failed(
                    "settings.symbols: expected symbols of the history, " + seen + ", was " + new TreeSet<>(symbols));
        }
        if (events.isEmpty()) {
            throw UserError.failed("expected records from settings.from to settings.until, was none of "
                    + all.events().size());
        }
        events.sort(Comparator.comparingLong(MarketEvent::tsMs));
        return new MarketHistory(events, all.kind());
    }

    MarketHistory market() {
        return market;
    }

    /** The time the objectives are measured in. */
    TestSpan trialSpan() {
        return trialSpan;
    }

    /** The time after it that no trial sees; null for none. */
    @Nullable
    TestSpan holdOutSpan() {
        return holdOutSpan;
    }

    /** The folds of a plan over a span. */
    List<Fold> folds(TrialPlan plan, TestSpan span) throws TrialFailedException {
        try {
            return walk(plan).folds(fromMs, span.fromMs(), span.toMs());
        } catch (IllegalArgumentException e) {
            throw new TrialFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** What a bundle that is to be used after the trials learns from: nothing of the hold-out. */
    Fold beforeHoldOut(TrialPlan plan) throws TrialFailedException {
        long atMs = trialSpan.toMs();
        try {
            return walk(plan).folds(fromMs, atMs, atMs + 1).get(0);
        } catch (IllegalArgumentException e) {
            throw new TrialFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private WalkForward walk(TrialPlan plan) {
        if (plan.trainMs() < 0) {
            return new WalkForward(walk.kind(), walk.trainMs(), walk.testMs(), plan.embargoMs());
        }
        return plan.trainMs() == 0
                ? new WalkForward(
                        WalkForward.Kind.EXPANDING,
                        Math.max(walk.trainMs(), plan.embargoMs() + 1),
                        walk.testMs(),
                        plan.embargoMs())
                : new WalkForward(WalkForward.Kind.ROLLING, plan.trainMs(), walk.testMs(), plan.embargoMs());
    }
}
