package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Flink's own command line, {@code flink}, as a process. */
public final class FlinkCli {
    private static final String MAIN = "org.apache.flink.client.cli.CliFrontend";
    private static final String JOB = "io.quorate.job.StreamingJob";
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed\\. Path: (\\S+)");

    private final Installation installation;
    private final Path jobJar;
    private final Path conf;

    /**
     * The command line for one cluster.
     *
     * @param installation the cluster's libraries
     * @param jobJar what is submitted
     * @param conf folder of {@code config.yaml}
     */
    FlinkCli(Installation installation, Path jobJar, Path conf) {
        this.installation = installation;
        this.jobJar = jobJar;
        this.conf = conf;
    }

    /**
     * How a job is to be submitted.
     *
     * @param restore savepoint or retained checkpoint; null to start anew
     * @param allowNonRestoredState whether state without an operator may be dropped
     * @param parallelism 0 for the job's or the cluster's own
     * @param arguments of the job's main class
     */
    public record Submission(
            @Nullable String restore, boolean allowNonRestoredState, int parallelism, List<String> arguments) {
        public Submission {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code flink run -d}; gives the job id. Throws UserError with what Flink said when it refuses.
     *
     * @param warnings takes what the job's main class warns of
     */
    public String run(Submission submission, Consumer<String> warnings) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("run", "-d", "-c", JOB));
        if (submission.parallelism() > 0) {
            command.addAll(List.of("-p", Integer.toString(submission.parallelism())));
        }
        if (submission.restore() != null) {
            command.addAll(List.of("-s", submission.restore()));
        }
        if (submission.allowNonRestoredState()) {
            command.add("-n");
        }
        command.add(jobJar.toString());
        command.addAll(submission.arguments());
        List<String> said = execute(command);
        said.stream().filter(line -> line.startsWith("warning: ")).forEach(warnings);
        return find(JOB_ID, said, "a job id");
    }

    /** {@code flink stop}: a savepoint, then the end; gives the savepoint's address. */
    public String stop(String jobId, @Nullable String savepoints) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("stop"));
        if (savepoints != null) {
            command.addAll(List.of("--savepointPath", savepoints));
        }
        command.add(jobId);
        return find(SAVEPOINT, execute(command), "a savepoint");
    }

    /** {@code flink savepoint}; gives its address. */
    public String savepoint(String jobId, @Nullable String savepoints) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("savepoint", jobId));
        if (savepoints != null) {
            command.add(savepoints);
        }
        return find(SAVEPOINT, execute(command), "a savepoint");
    }

    /** {@code flink cancel}. */
    public void cancel(String jobId) throws InterruptedException {
        execute(List.of("cancel", jobId));
    }

    private List<String> execute(List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Installation.java());
        command.addAll(Installation.javaFlags());
        command.add("-Xmx512m");
        command.add(
                "-Dlog4j.configurationFile=" + conf.resolve("log4j2.properties").toUri());
        command.add("-cp");
        command.add(Installation.classpath(installation.flinkClasspath()));
        command.add(MAIN);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("FLINK_CONF_DIR", conf.toString());
        try {
            Process process = builder.start();
            List<String> lines = new ArrayList<>();
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
            if (process.waitFor() != 0) {
                throw UserError.failed("flink " + arguments.get(0) + ": " + reason(lines));
            }
            return lines;
        } catch (IOException e) {
            throw UserError.failed("expected Flink's command line to run, was " + e.getMessage(), e);
        }
    }

    /** The innermost cause of the trace it printed, or its last line. */
    private static String reason(List<String> lines) {
        String found = "no message";
        for (String line : lines) {
            String text = line.strip();
            boolean place = text.isEmpty() || text.startsWith("at ") || text.startsWith("...");
            if (!place && (found.equals("no message") || text.startsWith("Caused by: "))) {
                found = text.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+UserError: ", "");
            }
        }
        return found;
    }

    private static String find(Pattern pattern, List<String> lines, String what) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw UserError.failed("expected " + what + " from Flink's command line, was " + String.join(" ", lines));
    }
}
