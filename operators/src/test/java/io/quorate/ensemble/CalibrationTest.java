package io.quorate.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import io.quorate.ensemble.BundleManifest.MemberEntry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final IsotonicCalibration LINE =
            new IsotonicCalibration(new double[] {-1, 0, 2}, new double[] {0.1, 0.5, 0.7});

    @Test
    void aBrokenLineIsConstantBeyondItsEnds() {
        assertThat(LINE.probability(-1)).isEqualTo(0.1);
        assertThat(LINE.probability(-0.5)).isCloseTo(0.3, offset(1e-15));
        assertThat(LINE.probability(0)).isEqualTo(0.5);
        assertThat(LINE.probability(1)).isCloseTo(0.6, offset(1e-15));
        assertThat(LINE.probability(Double.NEGATIVE_INFINITY)).isEqualTo(0.1);
        assertThat(LINE.probability(Double.POSITIVE_INFINITY)).isEqualTo(0.7);
        assertThat(LINE.probability(Double.NaN)).isNaN();
        assertThat(new IsotonicCalibration(new double[] {3}, new double[] {0.4}).probability(-8))
                .isEqualTo(0.4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isMonotoneAndAgreesWithALinearSearch(long seed) {
        Random random = new Random(seed);
        int n = IsotonicCalibration.MOST_KNOTS;
        double[] margins = random.doubles(n, -5, 5).sorted().toArray();
        double[] values = random.doubles(n).sorted().toArray();
        IsotonicCalibration line = new IsotonicCalibration(margins, values);
        double[] asked = random.doubles(20_000, -6, 6).sorted().toArray();
        double before = 0;
        for (double margin : asked) {
            double p = line.probability(margin);
            assertThat(p).isBetween(before, 1.0);
            before = p;
            int k = (int) Arrays.stream(margins).filter(m -> m <= margin).count();
            assertThat(p).isBetween(values[Math.max(0, k - 1)], values[Math.min(n - 1, k)]);
        }
    }

    @Test
    void evaluationAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += LINE.probability(i * 1e-4);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            sum += LINE.probability(i * 1e-4);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000);
        assertThat(sum).isPositive();
    }

    @Test
    void knotsThatAreNoCalibrationAreRefused() {
        refused("1 to 1024 knots", new double[0], new double[0]);
        refused("1 to 1024 knots", new double[2], new double[1]);
        refused("1 to 1024 knots", new double[1_025], new double[1_025]);
        refused("that ascend", new double[] {1, 1}, new double[] {0, 1});
        refused("finite margins", new double[] {Double.NaN}, new double[] {0.5});
        refused("finite margins", new double[] {1, Double.POSITIVE_INFINITY}, new double[] {0, 1});
        refused("do not fall", new double[] {1, 2}, new double[] {0.5, 0.4});
        refused("do not fall", new double[] {1}, new double[] {Double.NaN});
        refused("in [0, 1]", new double[] {1}, new double[] {-0.1});
        refused("in [0, 1]", new double[] {1}, new double[] {1.1});
    }

    @Test
    void bothKindsGoThroughAManifest() {
        for (Calibration calibration : new Calibration[] {LINE, new PlattCalibration(1.5, -2)}) {
            MemberEntry entry = new MemberEntry("svm", "svm.json", calibration, 0.25);
            assertThat(BundleJson.read(BundleJson.write(entry), MemberEntry.class))
                    .isEqualTo(entry);
        }
    }

    @Test
    void anOlderManifestHasTheParametersOfPlatt() {
        assertThat(read("{\"intercept\":-2.0,\"slope\":1.5}").calibration()).isEqualTo(new PlattCalibration(1.5, -2));
        assertThat(new String(BundleJson.write(new PlattCalibration(1.5, -2)), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace("{\"intercept\":-2.0,\"slope\":1.5}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"slope\":1.0}",
                "{\"slope\":1.0,\"intercept\":0.0,\"bias\":1.0}",
                "{\"slope\":1.0,\"intercept\":\"0\"}",
                "{\"margins\":[1.0]}",
                "{\"margins\":[1.0],\"probabilities\":[0.5],\"slope\":1.0}",
                "{\"margins\":[1.0],\"probabilities\":[2.0]}",
                "{\"margins\":[1.0],\"probabilities\":[0.5],\"slope\":1.0,\"intercept\":0.0}"
            })
    void otherJsonIsRefused(String calibration) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(calibration));
    }

    private static MemberEntry read(String calibration) {
        String json =
                "{\"name\":\"svm\",\"file\":\"svm.json\",\"priorWeight\":0.25,\"calibration\":" + calibration + "}";
        return BundleJson.read(json.getBytes(StandardCharsets.UTF_8), MemberEntry.class);
    }

    private static void refused(String message, double[] margins, double[] probabilities) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibration(margins, probabilities))
                .withMessageContaining(message);
    }
}
