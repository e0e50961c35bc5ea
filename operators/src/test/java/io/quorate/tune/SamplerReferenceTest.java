package io.quorate.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.tune.SamplerReference.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The medians of a few seeds against those of Optuna's TPE, with the tolerance that the few seeds need; the comparison of 20
 * is {@link SamplerComparison}.
 */
class SamplerReferenceTest {
    private static final int SEEDS = 7;

    @ParameterizedTest
    @CsvSource({"branin", "hartmann6", "mixed", "zdt1_5"})
    void findsWhatAnIndependentSamplerFinds(String name) throws IOException {
        assumeTrue(Files.exists(SamplerReference.file()), "reference data absent: " + SamplerReference.file());
        SamplerReference reference = SamplerReference.read();
        SyntheticObjective objective = SyntheticObjective.named(name);
        List<SamplerComparison.Run> runs = LongStream.range(0, SEEDS)
                .mapToObj(seed -> SamplerComparison.run(
                        objective,
                        SamplerComparison.sampler(objective, seed, true),
                        500,
                        TpeOptions.DEFAULT_GENERATION))
                .toList();
        for (Measure measure : SamplerReference.measures(name)) {
            for (int n : SamplerComparison.CHECKPOINTS) {
                SamplerReference.Row row = reference.row(name, "tpe", measure, n);
                double median = SamplerComparison.quartiles(runs, r -> measure.of(r.values(), n))[1];
                double sign = measure.higherIsBetter() ? -1 : 1;
                assertThat(sign * median)
                        .as("%s of %s after %d trials", measure, name, n)
                        .isLessThanOrEqualTo(sign * row.median() + .5 * (row.q75() - row.q25()));
            }
        }
    }
}
