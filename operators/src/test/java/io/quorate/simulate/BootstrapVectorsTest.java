package io.quorate.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The plain bootstrap gives the quantiles that were computed elsewhere. */
class BootstrapVectorsTest {

    private static final List<Double> LEVELS = List.of(0.1, 0.2, 0.5);

    @Test
    void quantilesAreTheReferenceOnes() throws IOException {
        int vectors = 0;
        for (JsonNode vector : reference().path("vectors")) {
            JsonNode bootstrap = vector.path("bootstrap");
            double[] returns = new double[vector.path("returns").size()];
            Arrays.setAll(returns, i -> vector.path("returns").get(i).doubleValue());
            SimulationFigures figures = simulate(
                    returns,
                    bootstrap.path("paths").intValue(),
                    bootstrap.path("seed").longValue());
            String name = vector.path("name").asText();
            JsonNode expected = bootstrap.path("splitmix");
            same(name, expected.path("final_equity"), figures.wealth());
            same(name, expected.path("max_drawdown"), figures.drawdown());
            close(name, figures.moments().wealthMean(), expected.path("final_mean"), 1e-9);
            close(name, figures.lossProbability(), expected.path("p_loss"), 1e-9);
            for (int i = 0; i < LEVELS.size(); i++) {
                String key = "ruin_" + Math.round(100 * LEVELS.get(i));
                close(name, figures.ruinProbability(i), expected.path(key), 1e-9);
            }
            JsonNode other = bootstrap.path("numpy_pcg64_20000");
            SimulationFigures many = simulate(returns, 20_000, 1);
            likely(name, other.path("final_equity"), many.wealth());
            likely(name, other.path("max_drawdown"), many.drawdown());
            close(name, many.lossProbability(), other.path("p_loss"), 0.02);
            vectors++;
        }
        assertThat(vectors).isGreaterThan(5);
    }

    private static SimulationFigures simulate(double[] returns, int paths, long seed) {
        SimulationPlan plan =
                new SimulationPlan(new BootstrapModel(returns), returns.length, paths, seed, LEVELS, paths);
        return Simulation.slice(plan, 0, 1).figures();
    }

    private static void same(String name, JsonNode expected, Distribution values) {
        assertThat(expected.size()).isEqualTo(5);
        expected.properties()
                .forEach(field -> close(name, values.quantile(quantile(field.getKey())), field.getValue(), 1e-9));
    }

    private static double quantile(String key) {
        return Integer.parseInt(key.substring(1)) / 100.0;
    }

    /** Quantiles of other draws have about the right share of the values below them. */
    private static void likely(String name, JsonNode others, Distribution values) {
        others.properties().forEach(field -> {
            double q = quantile(field.getKey());
            double value = field.getValue().doubleValue();
            double atMost = (double) values.countAtMost(value + 1e-9) / values.count();
            double below = (double) values.countAtMost(value - 1e-9) / values.count();
            assertThat(atMost).as("%s %s", name, field).isGreaterThan(q - 0.02);
            assertThat(below).as("%s %s", name, field).isLessThan(q + 0.02);
        });
    }

    private static void close(String name, double value, JsonNode expected, double tolerance) {
        assertThat(expected.isNumber()).as(name).isTrue();
        assertThat(value).as(name).isCloseTo(expected.doubleValue(), within(tolerance));
    }

    private static JsonNode reference() throws IOException {
        String configured = System.getProperty("quorate.shared");
        Path found = configured == null ? null : Path.of(configured);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            found = Files.isDirectory(at.resolve("shared/reference")) ? at.resolve("shared") : null;
        }
        Assumptions.assumeTrue(found != null, "shared reference data not found");
        return new ObjectMapper().readTree(Files.readAllBytes(found.resolve("reference/risk_vectors.json")));
    }
}
