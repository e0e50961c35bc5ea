package io.quorate.risk;

import io.quorate.execution.PaperVenue;
import io.quorate.schema.control.CorrelationLimits;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.List;

/**
 * How much the bets of a book move together once an entry is made. Bets are the positions and pending entries by symbol,
 * the intended entry last; heats h and notionals w carry the sign of their side. What is not known counts as moving
 * fully together, whatever the sides.
 *
 * @param withBook greatest correlation of the entry with another bet, sides included; 0 when it is the first
 * @param heat correlation-adjusted heat sqrt(h'Rh) as a fraction of equity
 * @param bets effective bets {@code (sum |w|)^2 / (w'Rw)}, at most their number
 * @param count number of bets
 */
record CorrelationRisk(double withBook, double heat, double bets, int count) {

    /** Share of the bets that are effective ones. */
    double betsShare() {
        return bets / count;
    }

    static CorrelationRisk of(PortfolioState state, EntryIntent intent, CorrelationLimits limits) {
        Bets bets = new Bets();
        for (PositionState p : state.positions) {
            bets.add(p.symbol, p.side.sign(), Exposure.heatMicros(p), Math.abs(Exposure.signedMicros(p)));
        }
        for (OrderState o : state.orders) {
            if (o.entry()) {
                bets.add(
                        o.symbol,
                        o.side.sign(),
                        Exposure.heatMicros(o.quantityMicros, o.referencePrice, o.stopFraction),
                        Math.abs(Exposure.signedMicros(o)));
            }
        }
        bets.add(
                intent.symbol(),
                intent.side().sign(),
                Exposure.heatMicros(intent.quantityMicros(), intent.price(), intent.stopFraction()),
                PaperVenue.notionalMicros(intent.quantityMicros(), intent.price()));
        return of(bets, Correlations.of(state, bets.symbols, limits), state.equityMicros);
    }

    private static CorrelationRisk of(Bets bets, double[][] rho, long equityMicros) {
        int n = bets.symbols.size();
        double[] heats = bets.shares(bets.heats, equityMicros);
        double[] weights = bets.shares(bets.notionals, equityMicros);
        double withBook = Double.NaN;
        for (int j = 0; j < n - 1; j++) {
            double r = rho[n - 1][j];
            double signed = Double.isNaN(r) ? 1 : r * bets.signs.get(n - 1) * bets.signs.get(j);
            withBook = j == 0 ? signed : Math.max(withBook, signed);
        }
        double heat = StrictMath.sqrt(form(heats, rho));
        double variance = form(weights, rho);
        double sum = sum(weights);
        double effective = sum * sum / variance;
        return new CorrelationRisk(n == 1 ? 0 : withBook, heat, variance > 0 ? Math.min(n, effective) : n, n);
    }

    /** v'Rv; pairwise estimates need not fit together, and what came out negative then is taken as fully correlated. */
    static double form(double[] v, double[][] rho) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < v.length; j++) {
                double product = v[i] * v[j];
                double r = rho[i][j];
                sum += Double.isNaN(r) ? Math.abs(product) : r * product;
            }
        }
        double whole = sum(v);
        return sum >= 0 ? sum : whole * whole;
    }

    private static double sum(double[] v) {
        double sum = 0;
        for (double value : v) {
            sum += Math.abs(value);
        }
        return sum;
    }

    /** Bets by symbol in the order they are met. */
    private static final class Bets {
        private final List<String> symbols = new ArrayList<>();
        private final List<Integer> signs = new ArrayList<>();
        private final List<Long> heats = new ArrayList<>();
        private final List<Long> notionals = new ArrayList<>();

        void add(String symbol, int sign, long heatMicros, long notionalMicros) {
            int i = symbols.indexOf(symbol);
            if (i < 0) {
                symbols.add(symbol);
                signs.add(sign);
                heats.add(heatMicros);
                notionals.add(notionalMicros);
            } else {
                heats.set(i, heats.get(i) + heatMicros);
                notionals.set(i, notionals.get(i) + notionalMicros);
            }
        }

        double[] shares(List<Long> micros, long equityMicros) {
            double[] shares = new double[micros.size()];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = equityMicros > 0 ? signs.get(i) * ((double) micros.get(i) / equityMicros) : Double.NaN;
            }
            return shares;
        }
    }
}
