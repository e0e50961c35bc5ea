package io.quorate.control;

import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.control.GroupLimit;
import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.control.VolatilityLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What limits must satisfy by themselves. */
final class LimitsRules {

    /** Points a portfolio remembers of a symbol's returns. */
    private static final int MOST_POINTS = 120;

    private static final long MOST_CLOCK_MS = 86_400_000L;
    private static final double MOST = 1e6;

    private LimitsRules() {}

    /** The first reason to refuse, or null. */
    static @Nullable String problem(@Nullable LimitsSpec l) {
        if (l == null) {
            return "limits: expected limits, was absent";
        }
        Map<String, Double> amounts = new TreeMap<>();
        amounts.put("maxHeat", l.maxHeat());
        amounts.put("maxGrossExposure", l.maxGrossExposure());
        amounts.put("maxNetExposure", l.maxNetExposure());
        amounts.put("maxSymbolExposure", l.maxSymbolExposure());
        amounts.put("maxDrawdown", l.maxDrawdown());
        amounts.put("maxConsecutiveLosses", (double) l.maxConsecutiveLosses());
        amounts.put("lossCooldownMs", (double) l.lossCooldownMs());
        amounts.put("maxDailyLoss", l.maxDailyLoss());
        amounts.put("maxOrdersPerHour", (double) l.maxOrdersPerHour());
        amounts.put("staleAfterMs", (double) l.staleAfterMs());
        amounts.put("maxRiskScore", l.maxRiskScore());
        String bad = Amounts.notNegative("limits.", amounts);
        if (bad == null) {
            bad = correlation(l.correlation());
        }
        if (bad == null) {
            bad = groups(l.groups());
        }
        VolatilityLimits volatility = l.volatility();
        return bad != null || volatility == null
                ? bad
                : Amounts.within("limits.volatility.maxAtrFraction", volatility.maxAtrFraction(), 0, MOST);
    }

    private static @Nullable String correlation(@Nullable CorrelationLimits c) {
        if (c == null) {
            return null;
        }
        if (!(c.lambda() > 0 && c.lambda() < 1)) {
            return "limits.correlation.lambda: expected above 0 and below 1, was " + c.lambda();
        }
        if (c.clockMs() < 1 || c.clockMs() > MOST_CLOCK_MS) {
            return "limits.correlation.clockMs: expected 1.." + MOST_CLOCK_MS + ", was " + c.clockMs();
        }
        if (c.minPoints() < 2 || c.minPoints() > MOST_POINTS) {
            return "limits.correlation.minPoints: expected 2.." + MOST_POINTS + ", was " + c.minPoints();
        }
        String bad = Amounts.within("limits.correlation.maxCorrelation", c.maxCorrelation(), 0, 1);
        if (bad == null) {
            bad = Amounts.within("limits.correlation.maxCorrelatedHeat", c.maxCorrelatedHeat(), 0, MOST);
        }
        return bad == null ? Amounts.within("limits.correlation.minBetsShare", c.minBetsShare(), 0, 1) : bad;
    }

    private static @Nullable String groups(@Nullable List<GroupLimit> groups) {
        Set<String> names = new HashSet<>();
        for (GroupLimit g : groups == null ? List.<GroupLimit>of() : groups) {
            if (g.name().isEmpty() || !names.add(g.name())) {
                return "limits.groups.name: expected names, each once, was \"" + g.name() + "\"";
            }
            if (g.symbols().isEmpty()) {
                return "limits.groups.symbols: expected at least one symbol in " + g.name() + ", was none";
            }
            String bad = Amounts.within("limits.groups.maxExposure", g.maxExposure(), 0, MOST);
            if (bad != null) {
                return bad;
            }
        }
        return null;
    }
}
