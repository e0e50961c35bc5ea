package io.quorate.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.quality.SampleDrift;
import io.quorate.risk.Kelly;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every number of the independent results, to 1e-9. The bootstrap is tested where it is made. */
class RiskVectorsTest {

    @Test
    void figuresOfReturnsAreTheIndependentOnes() throws IOException {
        JsonNode all = SharedReference.json("risk_vectors.json");
        double periodsPerYear = all.path("ppy").doubleValue();
        int compared = 0;
        for (JsonNode vector : all.path("vectors")) {
            double[] returns = SharedReference.numbers(vector.path("returns"));
            compared += same(vector, "performance", Performance.of(returns, periodsPerYear));
        }
        assertThat(compared).isEqualTo(9 * 21);
    }

    @Test
    void driftIsTheIndependentOne() throws IOException {
        int compared = 0;
        for (JsonNode vector : SharedReference.json("risk_vectors.json").path("vectors")) {
            double[] returns = SharedReference.numbers(vector.path("returns"));
            double[] other = SharedReference.numbers(vector.path("other"));
            Map<String, Figure> drift = SampleDrift.of(returns, other);
            compared += same(vector, "drift_returns_as_reference", drift);
            assertThat(figure(drift, "ks_p_exact").value())
                    .as("the approximation others use is near the exact value")
                    .isCloseTo(figure(drift, "ks_p").value(), within(2e-7));
        }
        assertThat(compared).isEqualTo(9 * 4);
    }

    @Test
    void theSizingOfTheJobUsesTheSameKelly() throws IOException {
        for (JsonNode vector : SharedReference.json("risk_vectors.json").path("vectors")) {
            double[] returns = SharedReference.numbers(vector.path("returns"));
            Map<String, Figure> figures = Performance.of(returns, 252);
            Moments moments = Moments.of(returns);
            if (moments.variance() > 0) {
                assertThat(Kelly.continuous(moments.mean(), moments.variance()))
                        .isEqualTo(figure(figures, "kelly_continuous").value());
            }
            Sides sides = Sides.of(returns);
            double p = (double) sides.wins / (sides.wins + sides.losses);
            if (sides.payoff().defined()) {
                assertThat(Kelly.fraction(p, sides.payoff().value()))
                        .isEqualTo(figure(figures, "kelly_binary").value());
            }
        }
    }

    private static int same(JsonNode vector, String part, Map<String, Figure> figures) {
        int compared = 0;
        for (Map.Entry<String, JsonNode> expected : vector.path(part).properties()) {
            Figure figure = figure(figures, expected.getKey());
            String as = vector.path("name").asText() + " " + expected.getKey();
            if (expected.getValue().isNull()) {
                assertThat(figure.undefined()).as(as).isNotBlank();
            } else {
                double value = expected.getValue().doubleValue();
                assertThat(figure.value()).as(as).isCloseTo(value, within(1e-9 * Math.abs(value) + 1e-12));
            }
            compared++;
        }
        return compared;
    }

    private static Figure figure(Map<String, Figure> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }
}
