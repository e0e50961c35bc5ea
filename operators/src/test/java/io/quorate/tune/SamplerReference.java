package io.quorate.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results of other optimisers, computed elsewhere; see the README beside them. */
final class SamplerReference {
    private static final Path NAME = Path.of("reference", "optimiser_reference.json");

    private final JsonNode results;

    /** A measure to compare: lower or higher is better, and where it stands in the file. */
    enum Measure {
        BEST,
        HV_NEAR(1.1),
        HV_FAR(11);

        private final double corner;

        Measure() {
            this(Double.NaN);
        }

        Measure(double corner) {
            this.corner = corner;
        }

        /** Of the first n trials. */
        double of(double[][] values, int n) {
            if (this == BEST) {
                double best = Double.POSITIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    best = Math.min(best, values[i][0]);
                }
                return best;
            }
            double[][] first = java.util.Arrays.copyOf(values, n);
            return Hypervolume.of(first, new double[] {corner, corner});
        }

        boolean higherIsBetter() {
            return this != BEST;
        }
    }

    record Row(double q25, double median, double q75) {}

    private SamplerReference(JsonNode results) {
        this.results = results;
    }

    static Path file() {
        String given = System.getProperty("quorate.shared");
        if (given != null) {
            return Path.of(given).resolve(NAME);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("shared").resolve(NAME))) {
                return at.resolve("shared").resolve(NAME);
            }
        }
        return Path.of("shared").resolve(NAME);
    }

    static SamplerReference read() throws IOException {
        return new SamplerReference(new ObjectMapper().readTree(file().toFile()).get("results"));
    }

    Row row(String objective, String sampler, Measure measure, int trials) {
        JsonNode node = results.get(objective).get(sampler);
        node = switch (measure) {
            case BEST -> node.get("best");
            case HV_NEAR -> node.get("hv").get("1.1,1.1");
            case HV_FAR -> node.get("hv").get("11.0,11.0");
        };
        JsonNode row = node.get(Integer.toString(trials));
        return new Row(
                row.get("q25").doubleValue(),
                row.get("median").doubleValue(),
                row.get("q75").doubleValue());
    }

    /** Whether there are results for an objective. */
    static boolean knows(String objective) {
        return List.of("branin", "hartmann6", "mixed", "zdt1_5").contains(objective);
    }

    /** What is compared of an objective. */
    static List<Measure> measures(String objective) {
        return objective.equals("zdt1_5") ? List.of(Measure.HV_NEAR, Measure.HV_FAR) : List.of(Measure.BEST);
    }
}
