package io.quorate.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    /** n, d, P(D &gt;= d) by SciPy's kstwo.sf, which above n = 140 is itself an approximation of about 1e-6. */
    private static final double[][] KOLMOGOROV = {
        {1, 0.7, 0.6000000000000001},
        {5, 0.3, 0.664},
        {10, 0.2, 0.7487190399999999},
        {10, 0.41, 0.04932075782870493},
        {20, 0.5, 3.787595240539032e-05},
        {50, 0.11, 0.5439007965907301},
        {100, 0.1, 0.2526927570063874},
        {100, 0.2, 0.0005551927327988775},
        {200, 0.1675, 2.2537963194322106e-05},
        {250, 0.082, 0.06550144780628508},
        {400, 0.1, 0.00061917972480233},
        {400, 0.11, 0.00011378168022901},
        {1000, 0.05, 0.013012074781090332},
        {2000, 0.03, 0.05354694793932557},
        {2000, 0.1, 7.300241819807517e-18},
        {150, 0.02, 0.9999999260281685},
    };

    /** Degrees of freedom, x, P(X &gt; x) by SciPy's chi2.sf. */
    private static final double[][] CHI_SQUARE = {
        {1, 3.84, 0.05004352124870519},
        {9, 27.88, 0.0009989111107288188},
        {9, 2, 0.9914676066288135},
        {5.2, 20.9, 0.0010047175016215768},
        {2, 40, 2.0611536224385566e-09},
        {9, 150, 8.819629954805395e-28},
        {100, 90, 0.7531979655998298},
    };

    @Test
    void kolmogorovTailsAreExact() {
        for (double[] golden : KOLMOGOROV) {
            double p = KolmogorovTail.of((long) golden[0], golden[1]);
            assertThat(p)
                    .as(Arrays.toString(golden))
                    .isCloseTo(golden[2], within(1e-15 + (golden[0] > 140 ? 1e-5 : 1e-9) * golden[2]));
        }
        assertThat(KolmogorovTail.of(5, 0.1)).isEqualTo(1);
        assertThat(KolmogorovTail.of(5, 1)).isZero();
    }

    @Test
    void chiSquareTailsAreExact() {
        for (double[] golden : CHI_SQUARE) {
            double p = GammaTail.chiSquare(golden[0], golden[1]);
            assertThat(p).as(Arrays.toString(golden)).isCloseTo(golden[2], within(1e-10 * golden[2]));
        }
        assertThat(GammaTail.chiSquare(3, 0)).isEqualTo(1);
        assertThat(GammaTail.chiSquare(3, Double.NaN)).isNaN();
    }

    @Test
    void stabilityAndDistanceGiveTheReferenceVectors() throws IOException {
        int vectors = 0;
        for (JsonNode vector :
                new ObjectMapper().readTree(Files.readAllBytes(reference())).path("vectors")) {
            double[] reference = numbers(vector.path("returns"));
            double[] current = numbers(vector.path("other"));
            JsonNode expected = vector.path("drift_returns_as_reference");
            double[] edges = deciles(reference);
            assertThat(PopulationStability.psi(counts(edges, current), counts(edges, reference)))
                    .as(vector.path("name").asText())
                    .isCloseTo(expected.path("psi").doubleValue(), within(1e-9));
            double distance = distance(reference, current);
            assertThat(distance).isCloseTo(expected.path("ks_d").doubleValue(), within(1e-12));
            double n = reference.length;
            double m = current.length;
            assertThat(KolmogorovTail.of(Math.round(n * m / (n + m)), distance))
                    .as(vector.path("name").asText())
                    .isCloseTo(expected.path("ks_p").doubleValue(), within(1e-6));
            assertThat(PopulationStability.distance(counts(edges, current), counts(edges, reference)))
                    .as("binned")
                    .isLessThanOrEqualTo(distance + 1e-12);
            vectors++;
        }
        assertThat(vectors).isGreaterThanOrEqualTo(9);
    }

    @Test
    void emptyAndConstantCountsAreFiniteOrUndefined() {
        assertThat(PopulationStability.psi(new long[] {0, 9}, new long[] {0, 7}))
                .isZero();
        assertThat(PopulationStability.psi(new long[] {9, 0}, new long[] {0, 7}))
                .isBetween(10.0, 20.0);
        assertThat(PopulationStability.psi(new long[] {0, 0}, new long[] {0, 7}))
                .isNaN();
        assertThat(PopulationStability.distance(new long[] {9, 0}, new long[] {0, 7}))
                .isEqualTo(1);
    }

    @Test
    void importanceIsTheShareOfVarianceThatABinExplains() {
        Random random = new Random(3);
        long[] counts = new long[11];
        long[] all = new long[11];
        long[] nothing = new long[11];
        long squares = 0;
        for (int i = 0; i < 20_000; i++) {
            int bin = random.nextInt(10);
            double p = 0.1 + 0.08 * bin;
            counts[bin]++;
            all[bin] += Math.round(p * Importance.ONE);
            squares += Math.round(p * p * Importance.ONE);
        }
        long total = Arrays.stream(all).sum();
        for (int b = 0; b < 10; b++) {
            nothing[b] = Math.round((double) total * counts[b] / 20_000);
        }
        assertThat(Importance.of(counts, all, squares)).isCloseTo(1, within(1e-6));
        assertThat(Importance.of(counts, nothing, squares)).isZero();
        assertThat(Importance.of(new long[11], new long[11], 0)).isZero();
        assertThat(Importance.rankCorrelation(new double[] {1, 2, 3}, new double[] {10, 20, 30}))
                .isEqualTo(1);
        assertThat(Importance.rankCorrelation(new double[] {1, 1}, new double[] {1, 2}))
                .isNaN();
    }

    @Test
    void falseDiscoveriesAreBoundedAsBenjaminiAndHochbergSay() {
        double[] p = {0.04, 0.001, 0.5, 0.011, 0.9};
        assertThat(FalseDiscovery.threshold(p, 0.05)).isEqualTo(0.011);
        assertThat(FalseDiscovery.threshold(new double[] {0.3, Double.NaN}, 0.05))
                .isZero();
        assertThat(FalseDiscovery.threshold(new double[] {0.0, 1}, 0.001)).isPositive();
    }

    private static double[] deciles(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return DoubleStream.iterate(1, d -> d < 10, d -> d + 1)
                .map(d -> {
                    double at = (sorted.length - 1) * (d / 10);
                    int low = (int) at;
                    int high = Math.min(low + 1, sorted.length - 1);
                    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
                })
                .distinct()
                .toArray();
    }

    private static long[] counts(double[] edges, double[] values) {
        long[] counts = new long[edges.length + 1];
        for (double x : values) {
            counts[PopulationStability.bin(edges, x)]++;
        }
        return counts;
    }

    private static double distance(double[] a, double[] b) {
        return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b))
                .map(at -> Math.abs(share(a, at) - share(b, at)))
                .max()
                .orElseThrow();
    }

    private static double share(double[] values, double at) {
        return Arrays.stream(values).filter(x -> x <= at).count() / (double) values.length;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, i -> array.get(i).doubleValue());
        return numbers;
    }

    private static Path reference() {
        String configured = System.getProperty("quorate.shared");
        Path found = configured == null ? null : Path.of(configured);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            found = Files.isDirectory(at.resolve("shared/reference")) ? at.resolve("shared") : null;
        }
        Assumptions.assumeTrue(found != null, "shared reference data not found");
        return found.resolve("reference/risk_vectors.json");
    }
}
