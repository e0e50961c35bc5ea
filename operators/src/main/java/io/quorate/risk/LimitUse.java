package io.quorate.risk;

import io.quorate.schema.control.LimitsSpec;
import io.quorate.schema.decision.RiskComponent;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of each limit a portfolio uses now, without a further entry. Names are those of the risk components; a limit
 * that is not set is NaN, and so is its share.
 */
public final class LimitUse {

    private LimitUse() {}

    /** Exposure against each limit. */
    public static List<RiskComponent> of(PortfolioState state, @Nullable LimitsSpec limits, long tsMs) {
        long symbolMicros = 0;
        for (PositionState position : state.positions) {
            symbolMicros = Math.max(symbolMicros, Exposure.symbolMicros(state, position.symbol));
        }
        return List.of(
                use("heat", ofEquity(state, Exposure.heatMicros(state)), limit(limits == null ? 0 : limits.maxHeat())),
                use(
                        "gross_exposure",
                        ofEquity(state, Exposure.grossMicros(state)),
                        limit(limits == null ? 0 : limits.maxGrossExposure())),
                use(
                        "net_exposure",
                        ofEquity(state, Math.abs(Exposure.netMicros(state))),
                        limit(limits == null ? 0 : limits.maxNetExposure())),
                use(
                        "symbol_exposure",
                        ofEquity(state, symbolMicros),
                        limit(limits == null ? 0 : limits.maxSymbolExposure())),
                use("drawdown", EquityCurve.drawdown(state), limit(limits == null ? 0 : limits.maxDrawdown())),
                use("daily_loss", EquityCurve.dailyLoss(state), limit(limits == null ? 0 : limits.maxDailyLoss())),
                use("loss_streak", state.lossStreak, limit(limits == null ? 0 : limits.maxConsecutiveLosses())),
                use(
                        "orders_per_hour",
                        TradeHistory.entriesInLastHour(state, tsMs),
                        limit(limits == null ? 0 : limits.maxOrdersPerHour())));
    }

    private static double limit(double configured) {
        return configured > 0 ? configured : Double.NaN;
    }

    private static RiskComponent use(String name, double value, double limit) {
        double share = value / limit;
        return new RiskComponent(name, value, limit, Math.max(0, Math.min(1, share)), value > limit);
    }

    private static double ofEquity(PortfolioState state, long micros) {
        return state.equityMicros > 0 ? (double) micros / state.equityMicros : Double.NaN;
    }
}
