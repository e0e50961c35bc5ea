package io.quorate.outcome;

import io.quorate.schema.control.EnsembleWeights;
import io.quorate.schema.control.RegimeWeights;
import io.quorate.schema.control.WeightsSpec;
import io.quorate.schema.feature.VolatilityRegime;
import io.quorate.schema.model.Credit;
import io.quorate.schema.state.ScorecardState;
import io.quorate.schema.state.WindowSums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums the credits of event-time windows and turns each closed window into the weights that follow from it.
 *
 * <p>Squared errors are summed in fixed point, so the result does not depend on the order in which credits of different
 * symbols arrive; a window takes the memory of one row per ensemble whatever its traffic. Not thread-safe.
 */
public final class WeightsScorecard {

    /** Ensembles whose weights are kept; the one whose weights changed longest ago is forgotten first. */
    public static final int MAX_ENSEMBLES = 8;

    private final long windowMs;
    private final WeightsRule rule;
    private final ScorecardState state;

    public WeightsScorecard(long windowMs, WeightsRule rule, ScorecardState state) {
        this.windowMs = windowMs;
        this.rule = rule;
        this.state = state;
    }

    public ScorecardState state() {
        return state;
    }

    public void add(Credit credit) {
        add(credit, VolatilityRegime.UNKNOWN);
        if (rule.byRegime() && credit.regime() != VolatilityRegime.UNKNOWN) {
            add(credit, credit.regime());
        }
    }

    private void add(Credit credit, VolatilityRegime regime) {
        WindowSums sums = sums(Math.floorDiv(credit.knownTsMs(), windowMs), credit, regime);
        sums.count++;
        sums.positives += credit.label();
        if (isEarlier(credit, sums)) {
            sums.firstTsMs = credit.predictedTsMs();
            sums.firstSymbol = credit.symbol();
            sums.firstSeq = credit.seq();
            sums.memberWeights = credit.memberWeights();
        }
        double[] p = credit.memberProbabilities();
        for (int m = 0; m < p.length; m++) {
            if (!Double.isNaN(p[m])) {
                double error = p[m] - credit.label();
                sums.answered[m]++;
                sums.correct[m] += (p[m] > 0.5) == (credit.label() == 1) ? 1 : 0;
                sums.squaredError[m] += Math.round(error * error * WeightsRule.ONE);
            }
        }
    }

    /**
     * Closes every window that ends at or before {@code tsMs}, in order; the windows without credits are left out.
     *
     * @return one table per window with credits
     */
    public List<WeightsSpec> closeThrough(long tsMs) {
        List<WeightsSpec> closed = new ArrayList<>();
        while (!state.open.isEmpty() && (state.open.get(0).window + 1) * windowMs <= tsMs) {
            long window = state.open.get(0).window;
            while (!state.open.isEmpty() && state.open.get(0).window == window) {
                long version = state.open.get(0).ensembleVersion;
                List<WindowSums> ensemble = new ArrayList<>();
                while (!state.open.isEmpty() && isOf(state.open.get(0), window, version)) {
                    ensemble.add(state.open.remove(0));
                }
                credit(ensemble.get(0), ensemble.subList(1, ensemble.size()));
            }
            closed.add(new WeightsSpec(window, List.copyOf(state.table)));
        }
        return closed;
    }

    private static boolean isOf(WindowSums sums, long window, long ensembleVersion) {
        return sums.window == window && sums.ensembleVersion == ensembleVersion;
    }

    private void credit(WindowSums sums, List<WindowSums> regimes) {
        int at = indexOf(sums.ensembleVersion);
        List<Double> before =
                at < 0 ? boxed(sums.memberWeights) : state.table.get(at).weights();
        long since = at < 0 ? -1 : state.table.get(at).sinceWindow();
        List<Double> after = rule.next(before, sums);
        EnsembleWeights row = new EnsembleWeights(
                sums.ensembleVersion,
                after.equals(before) ? since : sums.window,
                after,
                regimes(at < 0 ? null : state.table.get(at).regimes(), regimes, before));
        if (at >= 0) {
            state.table.set(at, row);
            return;
        }
        if (state.table.size() == MAX_ENSEMBLES) {
            state.table.remove(oldest());
        }
        state.table.add(row);
        state.table.sort(Comparator.comparingLong(EnsembleWeights::ensembleVersion));
    }

    /** The rows of the regimes after a window; a new one begins with what the ensemble had before it. */
    private @Nullable List<RegimeWeights> regimes(
            @Nullable List<RegimeWeights> known, List<WindowSums> regimes, List<Double> ensemble) {
        if (!rule.byRegime()) {
            return null;
        }
        List<RegimeWeights> rows = new ArrayList<>(known == null ? List.of() : known);
        for (WindowSums sums : regimes) {
            int at = 0;
            while (at < rows.size() && rows.get(at).regime().compareTo(sums.regime) < 0) {
                at++;
            }
            boolean isKnown = at < rows.size() && rows.get(at).regime() == sums.regime;
            List<Double> before = isKnown ? rows.get(at).weights() : ensemble;
            long since = isKnown ? rows.get(at).sinceWindow() : -1;
            List<Double> after = rule.next(before, sums);
            RegimeWeights row = new RegimeWeights(sums.regime, after.equals(before) ? since : sums.window, after);
            if (isKnown) {
                rows.set(at, row);
            } else {
                rows.add(at, row);
            }
        }
        return rows.isEmpty() ? null : List.copyOf(rows);
    }

    private EnsembleWeights oldest() {
        return state.table.stream()
                .min(Comparator.comparingLong(EnsembleWeights::sinceWindow)
                        .thenComparingLong(EnsembleWeights::ensembleVersion))
                .orElseThrow();
    }

    private int indexOf(long ensembleVersion) {
        for (int i = 0; i < state.table.size(); i++) {
            if (state.table.get(i).ensembleVersion() == ensembleVersion) {
                return i;
            }
        }
        return -1;
    }

    private WindowSums sums(long window, Credit credit, VolatilityRegime regime) {
        int i = 0;
        for (; i < state.open.size(); i++) {
            WindowSums s = state.open.get(i);
            int order = order(s, window, credit.ensembleVersion(), regime);
            if (order == 0) {
                return s;
            }
            if (order > 0) {
                break;
            }
        }
        int members = credit.memberProbabilities().length;
        WindowSums s = new WindowSums();
        s.window = window;
        s.ensembleVersion = credit.ensembleVersion();
        s.regime = regime;
        s.answered = new long[members];
        s.correct = new long[members];
        s.squaredError = new long[members];
        state.open.add(i, s);
        return s;
    }

    private static int order(WindowSums s, long window, long ensembleVersion, VolatilityRegime regime) {
        if (s.window != window) {
            return Long.compare(s.window, window);
        }
        return s.ensembleVersion != ensembleVersion
                ? Long.compare(s.ensembleVersion, ensembleVersion)
                : s.regime.compareTo(regime);
    }

    private static boolean isEarlier(Credit c, WindowSums s) {
        if (c.predictedTsMs() != s.firstTsMs) {
            return c.predictedTsMs() < s.firstTsMs;
        }
        int bySymbol = c.symbol().compareTo(s.firstSymbol);
        return bySymbol != 0 ? bySymbol < 0 : c.seq() < s.firstSeq;
    }

    private static List<Double> boxed(double[] weights) {
        List<Double> list = new ArrayList<>(weights.length);
        for (double w : weights) {
            list.add(w);
        }
        return list;
    }
}
