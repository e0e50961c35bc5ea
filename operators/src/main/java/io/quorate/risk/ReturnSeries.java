package io.quorate.risk;

import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import io.quorate.schema.state.ReturnState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a portfolio knows of the returns of its symbols.
 *
 * <p>Volatility: square root of {@code v = 0.94 v + 0.06 r^2}, r the log return from sample to sample, seeded with the
 * first; NaN before 20 returns and when nothing moved. On the clock: log returns from the last close of a tick to the
 * last close of the next one, for neighbouring ticks that both have a sample; NaN for every other tick. A tick is known
 * once a sample of a later one has come. The last 120 ticks of at most 128 symbols are kept; a symbol too many takes the
 * place of the one not seen for longest that has no position.
 */
public final class ReturnSeries {

    /** Ticks that are remembered. */
    public static final int CAPACITY = 120;
    /** Symbols that are remembered. */
    public static final int MAX_SYMBOLS = 128;

    private static final double DECAY = 0.94;
    private static final int MIN_RETURNS = 20;

    private ReturnSeries() {}

    /** Takes a close; {@code clockMs} 0 keeps the volatility only. A close that is not a positive number is nothing. */
    public static void add(PortfolioState state, String symbol, long tsMs, double close, long clockMs) {
        if (!(close > 0) || close == Double.POSITIVE_INFINITY) {
            return;
        }
        ReturnState s = find(state, symbol);
        if (s == null) {
            s = create(state, symbol);
        }
        if (s.lastClose > 0) {
            double r = StrictMath.log(close / s.lastClose);
            s.variance = s.samples == 0 ? r * r : DECAY * s.variance + (1 - DECAY) * r * r;
            s.samples++;
        }
        tick(s, tsMs, clockMs);
        s.lastClose = close;
        s.lastTsMs = tsMs;
    }

    private static void tick(ReturnState s, long tsMs, long clockMs) {
        if (clockMs == 0) {
            return;
        }
        long tick = Math.floorDiv(tsMs, clockMs);
        if (clockMs != s.clockMs) {
            s.clockMs = clockMs;
            s.tick = tick;
            s.previousTickClose = 0;
            s.ring = new double[0];
            return;
        }
        if (tick == s.tick) {
            return;
        }
        put(s, s.tick, s.previousTickClose > 0 ? StrictMath.log(s.lastClose / s.previousTickClose) : Double.NaN);
        s.previousTickClose = tick == s.tick + 1 ? s.lastClose : 0;
        s.tick = tick;
    }

    private static void put(ReturnState s, long tick, double r) {
        if (s.ring.length == 0) {
            s.ring = new double[CAPACITY];
            Arrays.fill(s.ring, Double.NaN);
            s.ringTick = tick;
        }
        for (long t = Math.max(s.ringTick + 1, tick - CAPACITY + 1); t < tick; t++) {
            s.ring[Math.floorMod(t, CAPACITY)] = Double.NaN;
        }
        s.ring[Math.floorMod(tick, CAPACITY)] = r;
        s.ringTick = tick;
    }

    /** Log return of a tick; NaN when it has none or is forgotten. */
    static double at(ReturnState s, long tick) {
        return s.ring.length == 0 || tick > s.ringTick || tick <= s.ringTick - CAPACITY
                ? Double.NaN
                : s.ring[Math.floorMod(tick, CAPACITY)];
    }

    /** Volatility of one sample of a symbol; NaN while it is not known. */
    public static double volatility(PortfolioState state, String symbol) {
        ReturnState s = find(state, symbol);
        return s == null || s.samples < MIN_RETURNS || !(s.variance > 0) ? Double.NaN : StrictMath.sqrt(s.variance);
    }

    static @Nullable ReturnState find(PortfolioState state, String symbol) {
        int i = index(state.returns, symbol);
        return i >= 0 ? state.returns.get(i) : null;
    }

    private static ReturnState create(PortfolioState state, String symbol) {
        if (state.returns.size() >= MAX_SYMBOLS) {
            evict(state);
        }
        ReturnState s = new ReturnState();
        s.symbol = symbol;
        state.returns.add(-index(state.returns, symbol) - 1, s);
        return s;
    }

    private static void evict(PortfolioState state) {
        ReturnState oldest = null;
        for (ReturnState s : state.returns) {
            if ((oldest == null || s.lastTsMs < oldest.lastTsMs) && !held(state, s.symbol)) {
                oldest = s;
            }
        }
        state.returns.remove(oldest == null ? state.returns.get(0) : oldest);
    }

    private static boolean held(PortfolioState state, String symbol) {
        for (PositionState p : state.positions) {
            if (p.symbol.equals(symbol)) {
                return true;
            }
        }
        return false;
    }

    private static int index(List<ReturnState> returns, String symbol) {
        int low = 0;
        int high = returns.size() - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            int c = returns.get(mid).symbol.compareTo(symbol);
            if (c == 0) {
                return mid;
            }
            if (c < 0) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return -low - 1;
    }
}
