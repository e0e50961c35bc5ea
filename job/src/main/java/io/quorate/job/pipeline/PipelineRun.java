package io.quorate.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.ensemble.BundleSpecs;
import io.quorate.job.fault.RootCause;
import io.quorate.job.fault.UserError;
import io.quorate.learn.ProgressListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the steps: a step whose inputs are those of its record is kept, the first other one and all after it are
 * done. A refusal ends the run and stands until its inputs change.
 */
public final class PipelineRun {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Path folder;
    private final List<Step> steps;
    private final LongSupplier clockMs;

    PipelineRun(Path folder, List<Step> steps, LongSupplier clockMs) {
        this.folder = folder;
        this.steps = List.copyOf(steps);
        this.clockMs = clockMs;
    }

    /** Told what became of each step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A step has ended, or had.
         *
         * @param kept whether it had, in an earlier run
         */
        void ended(StepRecord step, boolean kept);
    }

    /**
     * Runs what is left, at most through {@code last}.
     *
     * @param retry whether a step that refused is done again
     * @return the state afterwards; its last step may be refused
     * @throws UserError when a step fails, another run is under way, or the folder cannot be written
     */
    public PipelineState run(StepName last, boolean retry, Listener listener, ProgressListener progress) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw UserError.failed("expected to create " + folder + ", was " + RootCause.of(e), e);
        }
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw UserError.failed(folder + ": expected no other run of the pipeline, was one");
            }
            return steps(last, retry, listener, progress);
        } catch (IOException e) {
            throw UserError.failed("expected to lock " + folder + ", was " + RootCause.of(e), e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private PipelineState steps(StepName last, boolean retry, Listener listener, ProgressListener progress) {
        PipelineState state = PipelineState.read(folder);
        RunLog log = new RunLog(folder, clockMs);
        for (Step step : steps) {
            if (step.name().compareTo(last) > 0) {
                return state;
            }
            String inputs = digest(step.inputs(state));
            StepRecord ended = state.find(step.name());
            boolean kept =
                    ended != null && ended.inputs().equals(inputs) && step.intact(ended) && !(retry && ended.refused());
            if (ended == null || !kept) {
                ended = run(step, state, inputs, log, progress);
                state = state.with(ended);
                state.write(folder);
            }
            log.add(
                    step.name(),
                    kept ? "kept" : ended.refused() ? "refused" : "done",
                    Map.of("inputs", inputs, "results", ended.results(), "refusals", ended.refusals()));
            listener.ended(ended, kept);
            if (ended.refused()) {
                return state;
            }
        }
        return state;
    }

    private static StepRecord run(
            Step step, PipelineState state, String inputs, RunLog log, ProgressListener progress) {
        log.add(step.name(), "begin", Map.of("inputs", inputs));
        try {
            return step.run(state, inputs, progress);
        } catch (RuntimeException e) {
            log.add(step.name(), "failed", Map.of("inputs", inputs, "why", RootCause.of(e)));
            throw e;
        }
    }

    private static String digest(Map<String, ?> inputs) {
        try {
            return BundleSpecs.sha256(JSON.writeValueAsBytes(inputs));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected inputs that have a JSON form, was " + inputs, e);
        }
    }
}
