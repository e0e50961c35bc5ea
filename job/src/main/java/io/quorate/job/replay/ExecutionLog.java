package io.quorate.job.replay;

import io.quorate.job.kafka.TopicReader;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import io.quorate.schema.codec.CodecException;
import io.quorate.schema.codec.ExecutionCodec;
import io.quorate.schema.execution.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills as the executions topic has them, against those that a rebuilt book leads to. The topic is at least once: repeats
 * must have equal bytes. Not thread-safe.
 */
final class ExecutionLog {
    private static final int MOST = 5;

    private final Map<String, byte[]> logged = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long matched;

    /** Reads the topic. */
    static ExecutionLog read(Settings settings) {
        ExecutionLog log = new ExecutionLog();
        TopicReader.uncommitted(settings).forEach(settings.get(JobOptions.EXECUTIONS), r -> {
            String place = r.topic() + "-" + r.partition() + " offset " + r.offset();
            try {
                Execution e = ExecutionCodec.decode(r.value());
                byte[] known = log.logged.putIfAbsent(e.id(), r.value());
                if (known != null && !Arrays.equals(known, r.value())) {
                    log.problem(place + ": expected execution " + e.id() + " with the same bytes again, was others");
                }
            } catch (CodecException e) {
                log.problem(place + ": expected an execution, was " + e.getMessage());
            }
        });
        return log;
    }

    /** Takes a fill that the book leads to. */
    void expect(Execution e) {
        byte[] found = logged.get(e.id());
        if (found == null) {
            problem("execution " + e.id() + " of " + e.portfolio() + ": expected in the topic, was none");
        } else if (!Arrays.equals(found, ExecutionCodec.encode(e))) {
            problem("execution " + e.id() + " of " + e.portfolio() + ": "
                    + LedgerDifference.of(found, ExecutionCodec.encode(e)));
        } else {
            matched++;
        }
    }

    private void problem(String line) {
        if (problems.size() < MOST) {
            problems.add(line);
        }
    }

    /** The first problems; empty when every expected fill was found. */
    List<String> problems() {
        return problems;
    }

    /** Fills found as expected. */
    long matched() {
        return matched;
    }
}
