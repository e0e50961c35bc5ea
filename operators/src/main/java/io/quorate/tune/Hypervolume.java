package io.quorate.tune;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The volume that points dominate up to a reference point, all objectives minimised; exact in any dimension. A sweep in two
 * and three dimensions (n log n and n²), by slices of the last objective above that (While, Bradstreet, Barone 2012).
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** Points that are not better than the reference in every objective add nothing. */
    public static double of(double[][] points, double[] reference) {
        check(points, reference);
        return volume(inside(points, reference), reference, reference.length);
    }

    /** For each point the volume that no other point dominates. */
    public static double[] contributions(double[][] points, double[] reference) {
        check(points, reference);
        double[] alone = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            double[][] others = new double[points.length - 1][];
            System.arraycopy(points, 0, others, 0, i);
            System.arraycopy(points, i + 1, others, i, points.length - 1 - i);
            alone[i] = added(others, points[i], reference);
        }
        return alone;
    }

    /** What a point adds to the volume of others. */
    static double added(double[][] others, double[] point, double[] reference) {
        int dimensions = reference.length;
        if (!better(point, reference)) {
            return 0;
        }
        double all = box(point, reference, dimensions);
        return Math.max(0, all - volume(limited(others, 0, point, reference, dimensions), reference, dimensions));
    }

    private static void check(double[][] points, double[] reference) {
        if (reference.length == 0) {
            throw new IllegalArgumentException("hypervolume, reference: expected a point, was empty");
        }
        for (double[] point : points) {
            if (point.length != reference.length) {
                throw new IllegalArgumentException(
                        "hypervolume, points: expected " + reference.length + " objectives, was " + point.length);
            }
            if (Arrays.stream(point).anyMatch(Double::isNaN)) {
                throw new IllegalArgumentException(
                        "hypervolume, points: expected numbers, was " + Arrays.toString(point));
            }
        }
    }

    private static boolean better(double[] point, double[] reference) {
        for (int d = 0; d < reference.length; d++) {
            if (!(point[d] < reference[d])) {
                return false;
            }
        }
        return true;
    }

    private static double[][] inside(double[][] points, double[] reference) {
        return Arrays.stream(points).filter(p -> better(p, reference)).toArray(double[][]::new);
    }

    private static double box(double[] point, double[] reference, int dimensions) {
        double volume = 1;
        for (int d = 0; d < dimensions; d++) {
            volume *= reference[d] - point[d];
        }
        return volume;
    }

    /** The points from an index on, moved into the box of a point. */
    private static double[][] limited(
            double[][] points, int from, double[] corner, double[] reference, int dimensions) {
        double[][] moved = new double[points.length - from][];
        int count = 0;
        for (int i = from; i < points.length; i++) {
            double[] p = new double[dimensions];
            boolean inside = true;
            for (int d = 0; d < dimensions; d++) {
                p[d] = Math.max(points[i][d], corner[d]);
                inside &= p[d] < reference[d];
            }
            if (inside) {
                moved[count++] = p;
            }
        }
        return Arrays.copyOf(moved, count);
    }

    /** Of points inside the reference; reorders the array. */
    private static double volume(double[][] points, double[] reference, int dimensions) {
        if (points.length == 0) {
            return 0;
        }
        if (dimensions == 1) {
            return reference[0]
                    - Arrays.stream(points).mapToDouble(p -> p[0]).min().getAsDouble();
        }
        if (dimensions == 2) {
            return area(points, reference);
        }
        if (dimensions == 3) {
            return new Staircase(reference[0], reference[1], points.length).volume(points, reference[2]);
        }
        int last = dimensions - 1;
        Arrays.sort(points, Comparator.comparingDouble((double[] p) -> p[last]).reversed());
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            double[] p = points[i];
            double slice =
                    box(p, reference, last) - volume(limited(points, i + 1, p, reference, last), reference, last);
            sum += slice * (reference[last] - p[last]);
        }
        return sum;
    }

    private static double area(double[][] points, double[] reference) {
        Arrays.sort(points, Comparator.comparingDouble(p -> p[0]));
        double area = 0;
        double height = reference[1];
        for (double[] p : points) {
            if (p[1] < height) {
                area += (reference[0] - p[0]) * (height - p[1]);
                height = p[1];
            }
        }
        return area;
    }

    /** The front of the points swept so far in the plane of the first two objectives, and its area. */
    private static final class Staircase {
        private final double[] x;
        private final double[] y;
        private final double right;
        private final double top;
        private int size;
        private double area;

        Staircase(double right, double top, int capacity) {
            x = new double[capacity];
            y = new double[capacity];
            this.right = right;
            this.top = top;
        }

        double volume(double[][] points, double end) {
            Arrays.sort(points, Comparator.comparingDouble(p -> p[2]));
            double volume = 0;
            for (int i = 0; i < points.length; i++) {
                add(points[i][0], points[i][1]);
                volume += area * ((i + 1 < points.length ? points[i + 1][2] : end) - points[i][2]);
            }
            return volume;
        }

        /** Keeps x ascending and y descending. */
        private void add(double px, double py) {
            int at = 0;
            while (at < size && x[at] < px) {
                at++;
            }
            double ceiling = at == 0 ? top : y[at - 1];
            if (py >= ceiling || (at < size && x[at] == px && y[at] <= py)) {
                return;
            }
            int end = at;
            double fromX = px;
            double level = ceiling;
            while (end < size && y[end] >= py) {
                area += (x[end] - fromX) * (level - py);
                fromX = x[end];
                level = y[end];
                end++;
            }
            area += ((end < size ? x[end] : right) - fromX) * (level - py);
            System.arraycopy(x, end, x, at + 1, size - end);
            System.arraycopy(y, end, y, at + 1, size - end);
            x[at] = px;
            y[at] = py;
            size += at + 1 - end;
        }
    }
}
