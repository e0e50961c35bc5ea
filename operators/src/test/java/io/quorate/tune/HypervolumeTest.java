package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.quorate.random.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypervolumeTest {

    @Test
    void ofTwoStepsIsTheAreaUnderThem() {
        double[][] points = {{1, 2}, {2, 1}};
        assertThat(Hypervolume.of(points, new double[] {3, 3})).isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource({"1, 9", "2, 1", "2, 12", "3, 10", "3, 12", "4, 10", "5, 9", "6, 7"})
    void equalsInclusionAndExclusion(int dimensions, int count) {
        for (long seed = 0; seed < 30; seed++) {
            double[][] points = points(new SplitMix64(seed), count, dimensions);
            double[] reference = new double[dimensions];
            Arrays.fill(reference, .9);
            double[][] before = Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
            assertThat(Hypervolume.of(points, reference))
                    .as("seed %d", seed)
                    .isCloseTo(naive(points, reference), within(1e-12));
            assertThat(points).isDeepEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 12", "3, 9", "4, 8"})
    void aContributionIsWhatIsLostWithoutThePoint(int dimensions, int count) {
        for (long seed = 100; seed < 120; seed++) {
            double[][] points = points(new SplitMix64(seed), count, dimensions);
            double[] reference = new double[dimensions];
            Arrays.fill(reference, 1.1);
            double[] alone = Hypervolume.contributions(points, reference);
            for (int i = 0; i < count; i++) {
                int left = i;
                double[][] others = IntStream.range(0, count)
                        .filter(j -> j != left)
                        .mapToObj(j -> points[j])
                        .toArray(double[][]::new);
                double lost = Hypervolume.of(points, reference) - Hypervolume.of(others, reference);
                assertThat(alone[i]).as("seed %d, point %d", seed, i).isCloseTo(lost, within(1e-12));
            }
        }
    }

    @Test
    void aSubsetIsChosenGreedily() {
        for (long seed = 0; seed < 20; seed++) {
            for (int dimensions = 2; dimensions <= 4; dimensions++) {
                SplitMix64 random = new SplitMix64(seed);
                double[][] points = new double[14][dimensions];
                for (double[] p : points) {
                    Arrays.setAll(p, d -> random.nextDouble());
                }
                double[] reference = new double[dimensions];
                Arrays.fill(reference, 1.1);
                int[] chosen = HypervolumeSubset.choose(points, reference, 5);
                assertThat(chosen).doesNotHaveDuplicates().hasSize(5);
                assertThat(volumeOf(chosen, points, reference))
                        .as("seed %d, %d objectives", seed, dimensions)
                        .isCloseTo(volumeOf(naiveSubset(points, reference, 5), points, reference), within(1e-12));
            }
        }
    }

    @Test
    void pointsOutsideTheReferenceAddNothing() {
        double[] reference = {1, 1, 1};
        assertThat(Hypervolume.of(new double[][] {{0, 0, 1}, {2, 0, 0}}, reference))
                .isZero();
        assertThat(Hypervolume.of(new double[0][], reference)).isZero();
    }

    @Test
    void refusesWhatIsNoPoint() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hypervolume.of(new double[][] {{0, Double.NaN}}, new double[] {1, 1}))
                .withMessageContaining("expected numbers, was [0.0, NaN]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hypervolume.of(new double[][] {{0}}, new double[] {1, 1}))
                .withMessageContaining("expected 2 objectives, was 1");
    }

    /** On a coarse grid, so that coordinates repeat. */
    private static double[][] points(SplitMix64 random, int count, int dimensions) {
        double[][] points = new double[count][dimensions];
        for (double[] p : points) {
            for (int d = 0; d < dimensions; d++) {
                p[d] = random.nextInt(12) / 10.0;
            }
        }
        return points;
    }

    private static double naive(double[][] points, double[] reference) {
        double sum = 0;
        for (int set = 1; set < 1 << points.length; set++) {
            double box = 1;
            for (int d = 0; d < reference.length; d++) {
                double corner = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < points.length; i++) {
                    corner = (set >> i & 1) == 1 ? Math.max(corner, points[i][d]) : corner;
                }
                box *= Math.max(0, reference[d] - corner);
            }
            sum += Integer.bitCount(set) % 2 == 1 ? box : -box;
        }
        return sum;
    }

    private static double volumeOf(int[] chosen, double[][] points, double[] reference) {
        return Hypervolume.of(Arrays.stream(chosen).mapToObj(i -> points[i]).toArray(double[][]::new), reference);
    }

    private static int[] naiveSubset(double[][] points, double[] reference, int count) {
        List<double[]> chosen = new ArrayList<>();
        TreeSet<Integer> indices = new TreeSet<>();
        while (chosen.size() < count) {
            int best = -1;
            double most = -1;
            for (int i = 0; i < points.length; i++) {
                if (indices.contains(i)) {
                    continue;
                }
                List<double[]> with = new ArrayList<>(chosen);
                with.add(points[i]);
                double volume = Hypervolume.of(with.toArray(double[][]::new), reference);
                if (volume > most + 1e-12) {
                    most = volume;
                    best = i;
                }
            }
            indices.add(best);
            chosen.add(points[best]);
        }
        return indices.stream().mapToInt(i -> i).toArray();
    }
}
