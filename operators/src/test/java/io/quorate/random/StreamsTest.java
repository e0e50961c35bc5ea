package io.quorate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamsTest {

    /** First draws of seed 1234567 in the authors' published C program. */
    private static final long[] PUBLISHED = {
        6457827717110365317L, 3203168211198807973L, -8629252141511181193L, 4593380528125082431L, -2037821214251327795L
    };

    @Test
    void theSequenceIsThePublishedOne() {
        SplitMix64 random = new SplitMix64(1234567);
        for (int i = 0; i < PUBLISHED.length; i++) {
            assertThat(random.nextLong()).as("draw %d", i).isEqualTo(PUBLISHED[i]);
            assertThat(SplitMix64.draw(1234567, i)).isEqualTo(PUBLISHED[i]);
        }
    }

    @Test
    void indexesOfASeedAreTheReferenceOnes() {
        SplitMix64 random = new SplitMix64(42);
        int[] indexes = new int[5];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = random.nextInt(5);
        }
        assertThat(indexes).containsExactly(3, 0, 1, 1, 0);
    }

    @Test
    void aStreamGivesTheSameDrawsWhereverItIsEntered() {
        CounterStream whole = new CounterStream(9, 77);
        long[] draws = new long[100];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = whole.nextLong();
        }
        CounterStream other = new CounterStream(9, 77);
        for (int i = draws.length - 1; i >= 0; i--) {
            other.seek(i);
            assertThat(other.nextLong()).isEqualTo(draws[i]);
        }
        assertThat(other.drawn()).isEqualTo(1);
    }

    @Test
    void streamsOfASeedAndSeedsOfAStreamDiffer() {
        Set<Long> seen = new HashSet<>();
        for (int seed = 0; seed < 30; seed++) {
            for (int stream = 0; stream < 30; stream++) {
                CounterStream draws = new CounterStream(seed, stream);
                for (int i = 0; i < 30; i++) {
                    assertThat(seen.add(draws.nextLong())).isTrue();
                }
            }
        }
    }

    @Test
    void firstDrawsOfNeighbouringStreamsAreUniformAndUncorrelated() {
        int streams = 200_000;
        double sum = 0;
        double product = 0;
        double before = 0;
        for (int stream = 0; stream < streams; stream++) {
            double u = new CounterStream(1, stream).nextDouble() - 0.5;
            sum += u;
            product += u * before;
            before = u;
        }
        double sd = 1 / Math.sqrt(12);
        assertThat(sum / streams).isCloseTo(0, within(4 * sd / Math.sqrt(streams)));
        assertThat(product / streams).isCloseTo(0, within(4 * sd * sd / Math.sqrt(streams)));
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatThrownBy(() -> new SplitMix64(1).nextInt(0)).hasMessage("expected a bound of 1 or more, was 0");
        assertThatThrownBy(() -> new CounterStream(1, 1).nextInt(-1))
                .hasMessage("expected a bound of 1 or more, was -1");
    }

    @Test
    void normalQuantilesAreThePublishedOnes() {
        assertThat(NormalQuantile.of(0.5)).isZero();
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959963984540054, within(1e-15));
        assertThat(NormalQuantile.of(0.01)).isCloseTo(-2.3263478740408408, within(1e-14));
        assertThat(NormalQuantile.of(0.001)).isCloseTo(-3.090232306167813, within(1e-14));
        assertThat(NormalQuantile.of(1e-12)).isCloseTo(-7.034483825301131, within(1e-13));
        assertThat(NormalQuantile.of(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalQuantile.of(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NormalQuantile.of(-0.1)).isNaN();
        assertThat(NormalQuantile.of(Double.NaN)).isNaN();
    }

    @Test
    void everyDrawHasAFiniteNormal() {
        assertThat(NormalQuantile.ofBits(-1)).isFinite().isEqualTo(-NormalQuantile.ofBits(0));
        assertThat(SplitMix64.openUnit(-1)).isLessThan(1);
        assertThat(SplitMix64.unit(-1)).isLessThan(1);
    }

    @Test
    void gaussianDrawsHaveTheMomentsOfANormal() {
        CounterStream draws = new CounterStream(3, 0);
        int n = 200_000;
        double[] powers = new double[5];
        for (int i = 0; i < n; i++) {
            double z = draws.nextGaussian();
            double power = 1;
            for (int k = 0; k < powers.length; k++) {
                powers[k] += power / n;
                power *= z;
            }
        }
        assertThat(powers[1]).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(powers[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
        assertThat(powers[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / n)));
        assertThat(powers[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    }
}
