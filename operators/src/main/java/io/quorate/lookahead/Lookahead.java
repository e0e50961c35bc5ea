package io.quorate.lookahead;

import io.quorate.learn.ProgressListener;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Shows whether anything a {@link Probe} makes depends on records after its own event time.
 *
 * <p>Whatever depends on nothing after t is the same when the history ends at t, and when something else follows. So the
 * probe runs over the whole history, over each prefix, and over each prefix followed by noise, and all it said to be
 * known by the cut has to have the same bits. No knowledge of how a value is made is needed, so joins, fits, smoothing and
 * labels are found alike; what a cut cannot show is dependence on something outside the history.
 */
public final class Lookahead {
    private Lookahead() {}

    /**
     * Tests a probe.
     *
     * @param history in event-time order, as a job would release it
     * @throws IllegalArgumentException for a history of fewer than two event times
     */
    public static LookaheadResult test(
            Probe probe, List<MarketEvent> history, LookaheadOptions options, ProgressListener listener) {
        List<MarketEvent> ordered = new ArrayList<>(history);
        ordered.sort(Comparator.comparingLong(MarketEvent::eventTimeMs));
        long[] cutsMs = Cuts.of(ordered, options.fromMs(), options.cuts(), options.seed());
        listener.progress("the whole history", 0);
        Recording whole = new Recording(cutsMs[cutsMs.length - 1]);
        probe.run(List.copyOf(ordered), whole);
        Comparison.Tally tally = new Comparison.Tally(whole, options.tolerance());
        double done = ordered.size();
        double all = done
                + Arrays.stream(cutsMs)
                        .mapToDouble(cutMs -> until(ordered, cutMs) + (double) ordered.size())
                        .sum();
        for (long cutMs : cutsMs) {
            int until = until(ordered, cutMs);
            listener.progress("without the future", done / all);
            compare(probe, List.copyOf(ordered.subList(0, until)), tally, cutMs, Method.TRUNCATED);
            done += until;
            listener.progress("with another future", done / all);
            compare(probe, FutureNoise.after(ordered, cutMs, options.seed()), tally, cutMs, Method.NOISE);
            done += ordered.size();
        }
        listener.progress("done", 1);
        return new LookaheadResult(
                tally.offenders().list(),
                tally.tested(),
                Arrays.stream(cutsMs).boxed().toList());
    }

    /**
     * Holds results that were made elsewhere of a history that ends earlier against those of the whole one.
     *
     * @param whole makes the rows of the whole history
     * @param prefixes make the rows of shorter ones
     * @param cutsMs last event time of each
     * @param tolerance relative; 0 demands the same bits
     */
    public static LookaheadResult compare(Probe whole, List<Probe> prefixes, List<Long> cutsMs, double tolerance) {
        long lastMs = cutsMs.stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        Recording recording = new Recording(lastMs);
        whole.run(List.of(), recording);
        Comparison.Tally tally = new Comparison.Tally(recording, tolerance);
        for (int i = 0; i < prefixes.size(); i++) {
            compare(prefixes.get(i), List.of(), tally, cutsMs.get(i), Method.TRUNCATED);
        }
        return new LookaheadResult(tally.offenders().list(), tally.tested(), cutsMs);
    }

    private static void compare(
            Probe probe, List<MarketEvent> history, Comparison.Tally tally, long cutMs, Method method) {
        Comparison comparison = new Comparison(tally, cutMs, method);
        probe.run(history, comparison);
        comparison.end();
    }

    private static int until(List<MarketEvent> ordered, long cutMs) {
        int from = 0;
        int to = ordered.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ordered.get(middle).eventTimeMs() <= cutMs) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
