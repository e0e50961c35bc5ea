package io.quorate.performance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Reference results beside the checkout; a test that wants them is skipped without. */
final class SharedReference {

    private SharedReference() {}

    static JsonNode json(String name) throws IOException {
        String configured = System.getProperty("quorate.shared");
        Path found = configured == null ? null : Path.of(configured);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            found = Files.isDirectory(at.resolve("shared/reference")) ? at.resolve("shared") : null;
        }
        Assumptions.assumeTrue(found != null, "shared reference data not found");
        return new ObjectMapper()
                .readTree(Files.readAllBytes(found.resolve("reference").resolve(name)));
    }

    static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        Arrays.setAll(numbers, i -> array.get(i).doubleValue());
        return numbers;
    }
}
