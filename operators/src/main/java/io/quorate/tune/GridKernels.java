package io.quorate.tune;

import io.quorate.random.CounterStream;
import java.util.Arrays;

/**
 * Gaussian kernels over the cells of a grid: a level's mass is the difference of the distribution function at the edges of
 * its cell, or density times width where the cell is narrow against the kernel.
 */
final class GridKernels implements Kernels {
    private static final double NARROW = 0.2;

    private final GridDimension grid;
    private final double[] centre;
    private final double[] width;
    private final double[] logInside;
    private final double[] logWidth;
    /** Log masses by level of the kernel, then level; for a small grid whose kernels have one width. */
    private final double[][] rows;

    private final int[] level;

    GridKernels(GridDimension grid, double[] levels, double[] widths) {
        int n = levels.length;
        this.grid = grid;
        level = new int[n];
        centre = new double[n + 1];
        width = Arrays.copyOf(widths, n + 1);
        logInside = new double[n + 1];
        logWidth = new double[n + 1];
        centre[n] = 0.5;
        width[n] = 1;
        for (int i = 0; i <= n; i++) {
            centre[i] = i < n ? grid.position(levels[i]) : 0.5;
            logInside[i] = StrictMath.log(Gauss.mass(-centre[i] / width[i], (1 - centre[i]) / width[i]));
            logWidth[i] = StrictMath.log(width[i]);
        }
        boolean oneWidth = n > 0 && Arrays.stream(widths).allMatch(w -> w == widths[0]);
        rows = new double[oneWidth && grid.levels() <= GridDimension.SMALL ? (int) grid.levels() : 0][0];
        if (rows.length > 0) {
            for (int i = 0; i < n; i++) {
                level[i] = (int) levels[i];
            }
        }
    }

    @Override
    public void addLog(double x, double[] into) {
        int n = level.length;
        if (rows.length == 0) {
            for (int i = 0; i <= n; i++) {
                into[i] += logMass(i, x);
            }
            return;
        }
        int at = (int) x;
        for (int i = 0; i < n; i++) {
            double[] row = rows[level[i]];
            if (row.length == 0) {
                row = row(i);
            }
            into[i] += row[at];
        }
        into[n] += logMass(n, x);
    }

    private double[] row(int kernel) {
        double[] row = new double[rows.length];
        for (int at = 0; at < row.length; at++) {
            row[at] = logMass(kernel, at);
        }
        rows[level[kernel]] = row;
        return row;
    }

    private double logMass(int kernel, double at) {
        double from = grid.edge(at);
        double to = grid.edge(at + 1);
        double w = width[kernel];
        double middle = (0.5 * (from + to) - centre[kernel]) / w;
        if (to - from < NARROW * w) {
            return StrictMath.log(to - from)
                    - logWidth[kernel]
                    - Gauss.LOG_ROOT_TWO_PI
                    - 0.5 * middle * middle
                    - logInside[kernel];
        }
        double mass = Gauss.mass((from - centre[kernel]) / w, (to - centre[kernel]) / w);
        return StrictMath.log(Math.max(mass, Double.MIN_NORMAL)) - logInside[kernel];
    }

    @Override
    public double draw(int kernel, CounterStream stream) {
        return grid.levelAt(ContinuousKernels.draw(centre[kernel], width[kernel], stream));
    }
}
