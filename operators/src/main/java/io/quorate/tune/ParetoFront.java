package io.quorate.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The trials that no other is better than: feasible before infeasible, then in no objective worse and in one better. */
public final class ParetoFront {
    private ParetoFront() {}

    /**
     * The non-dominated complete trials, by number. When no trial is feasible: those of least violation that are not
     * dominated among each other.
     */
    public static List<FinishedTrial> of(List<FinishedTrial> told) {
        List<FinishedTrial> complete = told.stream()
                .filter(t -> t.state() == TrialState.COMPLETE)
                .sorted(Comparator.comparingInt(FinishedTrial::number))
                .toList();
        double least =
                complete.stream().mapToDouble(FinishedTrial::violation).min().orElse(0);
        List<FinishedTrial> kept =
                complete.stream().filter(t -> t.violation() == least).toList();
        double[][] values = kept.stream().map(FinishedTrial::values).toArray(double[][]::new);
        List<FinishedTrial> front = new ArrayList<>();
        for (int i : first(values, indices(values.length))) {
            front.add(kept.get(i));
        }
        return List.copyOf(front);
    }

    /** Whether a is in no objective worse than b and in one better. */
    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int d = 0; d < a.length; d++) {
            if (a[d] > b[d]) {
                return false;
            }
            better |= a[d] < b[d];
        }
        return better;
    }

    /** Non-domination ranks: 0 for the front, 1 for the front of the rest, and so on. */
    public static int[] ranks(double[][] values) {
        int[] rank = new int[values.length];
        int[] left = indices(values.length);
        for (int r = 0; left.length > 0; r++) {
            int[] front = first(values, left);
            left = without(left, front);
            for (int i : front) {
                rank[i] = r;
            }
        }
        return rank;
    }

    static int[] indices(int n) {
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        return all;
    }

    /** Of ascending indices those that are not in the others, ascending too. */
    static int[] without(int[] indices, int[] others) {
        int[] left = new int[indices.length - others.length];
        int at = 0;
        int size = 0;
        for (int i : indices) {
            if (at < others.length && others[at] == i) {
                at++;
            } else {
                left[size++] = i;
            }
        }
        return left;
    }

    /**
     * The non-dominated of some points, as ascending indices. In lexicographic order a point can only be dominated by an
     * earlier one, so one pass against the front so far is enough.
     */
    static int[] first(double[][] values, int[] among) {
        Integer[] order = Arrays.stream(among).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (i, j) -> Arrays.compare(values[i], values[j]));
        int[] front = new int[order.length];
        int size = 0;
        for (int i : order) {
            boolean dominated = false;
            for (int k = size - 1; k >= 0 && !dominated; k--) {
                dominated = dominates(values[front[k]], values[i]);
            }
            if (!dominated) {
                front[size++] = i;
            }
        }
        int[] ascending = Arrays.copyOf(front, size);
        Arrays.sort(ascending);
        return ascending;
    }
}
