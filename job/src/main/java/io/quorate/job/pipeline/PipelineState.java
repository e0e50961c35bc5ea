package io.quorate.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Content of {@code state.json}: the steps that ended, in order.
 *
 * @param v version of this format
 * @param steps each at most once
 */
public record PipelineState(int v, List<StepRecord> steps) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String NAME = "state.json";

    public PipelineState {
        steps = List.copyOf(steps);
        if (v != 1) {
            throw new IllegalArgumentException("expected format 1, was " + v);
        }
    }

    /** The state in a folder; nothing done when there is none. */
    public static PipelineState read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new PipelineState(1, List.of());
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), PipelineState.class);
        } catch (JsonProcessingException e) {
            throw UserError.failed(file + ": expected the state of a pipeline, was not: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw UserError.failed(
                    file + ": expected a readable file, was " + e.getClass().getSimpleName(), e);
        }
    }

    /** Replaces the file in one step. */
    void write(Path folder) {
        write(folder.resolve(NAME), this);
    }

    static void write(Path file, Object content) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, JSON.writeValueAsBytes(content));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw UserError.failed("expected to write " + file + ", was " + e.getMessage(), e);
        }
    }

    /** What is known of a step; null when it has not ended. */
    public @Nullable StepRecord find(StepName step) {
        return steps.stream().filter(s -> s.step() == step).findFirst().orElse(null);
    }

    /** A step that must have ended. */
    StepRecord step(StepName step) {
        StepRecord found = find(step);
        if (found == null) {
            throw new IllegalStateException("expected " + step.text() + " before, was not done");
        }
        return found;
    }

    /** This with a step that ended; what came after it is no longer so. */
    PipelineState with(StepRecord ended) {
        return new PipelineState(
                1,
                Stream.concat(steps.stream().filter(s -> s.step().compareTo(ended.step()) < 0), Stream.of(ended))
                        .toList());
    }
}
