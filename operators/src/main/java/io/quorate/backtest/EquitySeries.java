package io.quorate.backtest;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** Equity of one portfolio at every sample boundary, in time order: 32 bytes a point. Not thread-safe while it grows. */
public final class EquitySeries {

    /** Most periods of a grid. */
    public static final int MOST_PERIODS = 50_000_000;

    private static final int FIRST = 1024;

    private final String portfolio;
    private final double initialEquity;
    private long[] tsMs = new long[FIRST];
    private double[] equity = new double[FIRST];
    private double[] gross = new double[FIRST];
    private double[] net = new double[FIRST];
    private int size;

    /**
     * An empty series.
     *
     * @param initialEquity starting balance, quote currency
     */
    public EquitySeries(String portfolio, double initialEquity) {
        this.portfolio = portfolio;
        this.initialEquity = initialEquity;
    }

    /** Adds a boundary, or puts the later word for the last one in its place. */
    void mark(long atMs, double value, double grossExposure, double netExposure) {
        if (size > 0 && tsMs[size - 1] == atMs) {
            size--;
        }
        if (size == tsMs.length) {
            int more = Math.addExact(size, size / 2);
            tsMs = Arrays.copyOf(tsMs, more);
            equity = Arrays.copyOf(equity, more);
            gross = Arrays.copyOf(gross, more);
            net = Arrays.copyOf(net, more);
        }
        tsMs[size] = atMs;
        equity[size] = value;
        gross[size] = grossExposure;
        net[size] = netExposure;
        size++;
    }

    public String portfolio() {
        return portfolio;
    }

    /** Starting balance, quote currency. */
    public double initialEquity() {
        return initialEquity;
    }

    public int size() {
        return size;
    }

    public long tsMs(int i) {
        return tsMs[check(i)];
    }

    public double equity(int i) {
        return equity[check(i)];
    }

    public double grossExposure(int i) {
        return gross[check(i)];
    }

    public double netExposure(int i) {
        return net[check(i)];
    }

    /** The points with their drawdown, a copy. */
    public List<EquityPoint> points() {
        double[] drawdown = drawdowns();
        return new AbstractList<>() {
            @Override
            public EquityPoint get(int i) {
                return new EquityPoint(portfolio, tsMs(i), equity(i), drawdown[i], gross[i], net[i]);
            }

            @Override
            public int size() {
                return drawdown.length;
            }
        };
    }

    /** 1 - equity / greatest equity so far, at each point. */
    public double[] drawdowns() {
        double[] out = new double[size];
        double peak = initialEquity;
        for (int i = 0; i < size; i++) {
            peak = Math.max(peak, equity[i]);
            out[i] = 1 - equity[i] / peak;
        }
        return out;
    }

    /**
     * Simple returns from boundary to boundary, the first one against the starting balance; flat ones included.
     *
     * @param periodMs 0 for that; otherwise equity is taken at the end of every period of that length, a multiple of it
     *     since the epoch, and a period without a boundary is flat
     * @throws IllegalArgumentException for more than {@value #MOST_PERIODS} periods
     */
    public PeriodReturns returns(long periodMs) {
        return periodMs == 0 ? eachBoundary() : PeriodReturns.grid(this, periodMs);
    }

    private PeriodReturns eachBoundary() {
        double[] r = new double[size];
        double before = initialEquity;
        for (int i = 0; i < size; i++) {
            r[i] = equity[i] / before - 1;
            before = equity[i];
        }
        return new PeriodReturns(Arrays.copyOf(tsMs, size), r);
    }

    private int check(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("expected a point below " + size + ", was " + i);
        }
        return i;
    }
}
