package io.quorate.backtest;

import io.quorate.schema.market.Sample;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Buying every symbol in equal parts of the starting balance and holding it to the end. Each is bought where a decision on
 * its first sample is filled: at the open of its second, at the costs of an entry; until then its part is cash. Nothing is
 * sold.
 *
 * <p>Equity = E0 (1 + S/N) with S the sum of the returns so far and N the number of symbols, which is known at the end
 * only. Not thread-safe.
 */
final class HoldingCurve {

    private static final int FIRST = 1024;

    private final double entryCost;
    private final Map<String, Double> paid = new HashMap<>();
    private final Map<String, Double> returns = new HashMap<>();
    private int symbols;
    private double sum;
    private double compensation;
    private long[] tsMs = new long[FIRST];
    private double[] sums = new double[FIRST];
    private int size;

    HoldingCurve(double entryCost) {
        this.entryCost = entryCost;
    }

    /** Takes the next sample of a symbol and the one before. */
    void sample(Sample sample, @Nullable Sample before) {
        if (before == null) {
            symbols++;
            return;
        }
        Double price = paid.get(sample.symbol());
        if (price == null) {
            price = sample.open() * (1 + entryCost);
            paid.put(sample.symbol(), price);
        }
        double value = sample.close() / price - 1;
        Double old = returns.put(sample.symbol(), value);
        add(value - (old == null ? 0 : old));
    }

    private void add(double x) {
        double y = x - compensation;
        double t = sum + y;
        compensation = (t - sum) - y;
        sum = t;
    }

    void mark(long atMs) {
        if (size > 0 && tsMs[size - 1] == atMs) {
            size--;
        }
        if (size == tsMs.length) {
            tsMs = Arrays.copyOf(tsMs, size + size / 2);
            sums = Arrays.copyOf(sums, size + size / 2);
        }
        tsMs[size] = atMs;
        sums[size] = sum;
        size++;
    }

    EquitySeries series(String portfolio, double initialEquity) {
        EquitySeries series = new EquitySeries(portfolio, initialEquity);
        for (int i = 0; i < size; i++) {
            double exposure = symbols == 0 ? 0 : (paid.size() + sums[i]) / (symbols + sums[i]);
            series.mark(tsMs[i], initialEquity * (1 + sums[i] / symbols), exposure, exposure);
        }
        return series;
    }
}
