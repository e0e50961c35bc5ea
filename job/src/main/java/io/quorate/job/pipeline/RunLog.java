package io.quorate.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** {@code log.jsonl}: one line for whatever happened, only ever added to. */
final class RunLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final LongSupplier clockMs;

    RunLog(Path folder, LongSupplier clockMs) {
        this.file = folder.resolve("log.jsonl");
        this.clockMs = clockMs;
    }

    /**
     * Adds a line.
     *
     * @param event begin, done, refused, kept or failed
     * @param details more fields
     */
    void add(StepName step, String event, Map<String, ?> details) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("v", 1);
        line.put("atMs", clockMs.getAsLong());
        line.put("step", step.text());
        line.put("event", event);
        line.putAll(details);
        try {
            Files.write(
                    file,
                    (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a line that has a JSON form, was " + line, e);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + e.getMessage(), e);
        }
    }
}
