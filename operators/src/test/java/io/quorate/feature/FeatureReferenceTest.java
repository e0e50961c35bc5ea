package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Compares every column with results computed elsewhere, on real bars. */
class FeatureReferenceTest {

    private static final int BAR_FIELDS = 7;

    @Test
    void columnsEqualTheIndependentResults() throws IOException {
        Path file = shared("reference/features_equity_hour_last1500.csv.gz");
        assumeTrue(Files.exists(file), "reference data absent: " + file);
        FeatureStep step = new FeatureStep(FeatureLayout.standard());
        Map<String, FeatureState> states = new HashMap<>();
        double[] raw = new double[step.layout().rawSize()];
        int cells = 0;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> header = List.of(in.readLine().split(",", -1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cell = line.split(",", -1);
                step.step(states.computeIfAbsent(cell[0], s -> step.newState()), bar(cell), raw);
                cells += compare(step.layout(), header, cell, raw);
            }
        }
        assertThat(states).hasSize(3);
        assertThat(cells).isGreaterThan(4_000 * 100);
    }

    private static int compare(FeatureLayout layout, List<String> header, String[] cell, double[] raw) {
        for (int i = BAR_FIELDS; i < header.size(); i++) {
            String column = header.get(i);
            int at = layout.rawIndexOf(column);
            assertThat(at).as("column %s is covered", column).isNotNegative();
            double expected = cell[i].isEmpty() ? Double.NaN : Double.parseDouble(cell[i]);
            assertThat(ColumnEquality.same(column, raw[at], expected, Double.parseDouble(cell[5])))
                    .as("%s of %s at %s: expected %s, was %s", column, cell[0], cell[1], expected, raw[at])
                    .isTrue();
        }
        return header.size() - BAR_FIELDS;
    }

    private static Sample bar(String[] cell) {
        double close = Double.parseDouble(cell[5]);
        return new Sample(
                cell[0],
                Long.parseLong(cell[1]),
                Double.parseDouble(cell[2]),
                Double.parseDouble(cell[3]),
                Double.parseDouble(cell[4]),
                close,
                Double.parseDouble(cell[6]),
                0,
                close);
    }

    private static Path shared(String name) {
        String given = System.getProperty("quorate.shared");
        if (given != null) {
            return Path.of(given, name);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("shared").resolve(name))) {
                return at.resolve("shared").resolve(name);
            }
        }
        return Path.of("shared", name);
    }
}
