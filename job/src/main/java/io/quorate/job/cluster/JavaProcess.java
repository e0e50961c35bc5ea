package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Java process that outlives whoever started it, known by a file with its id. Several commands may look at the same
 * one; its start time in the file keeps a process id that was given anew from being taken for it.
 *
 * @param name shown to the user, and the name of its files
 * @param pidFile id and start time, one line
 * @param log what it prints
 */
public record JavaProcess(String name, Path pidFile, Path log) {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MS = 50;

    static JavaProcess in(Path folder, String name) {
        return new JavaProcess(
                name,
                folder.resolve("run").resolve(name + ".pid"),
                folder.resolve("log").resolve(name + ".log"));
    }

    /** Starts it; throws UserError when the operating system refuses. The log is begun anew, an older one is kept. */
    void start(List<Path> classpath, List<String> flags, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(detached());
        command.add(Installation.java());
        command.addAll(Installation.javaFlags());
        command.addAll(flags);
        command.add("-cp");
        command.add(Installation.classpath(classpath));
        command.add(mainClass);
        command.addAll(arguments);
        try {
            Files.createDirectories(log.getParent());
            Files.createDirectories(pidFile.getParent());
            if (Files.exists(log)) {
                Files.move(
                        log,
                        log.resolveSibling(log.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File(nothing())))
                    .start();
            Files.writeString(pidFile, process.pid() + " " + startMs(process.toHandle()) + "\n");
        } catch (IOException e) {
            throw UserError.failed("expected " + name + " to start, was " + e.getMessage(), e);
        }
    }

    /** The process when it lives. */
    public Optional<ProcessHandle> find() {
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(pidFile).strip().split(" ", -1);
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .filter(process -> startMs(process) == Long.parseLong(parts[1]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> !isUnreaped(process.pid()));
        } catch (IOException | RuntimeException e) {
            throw UserError.failed("expected a process id and its start time in " + pidFile + ", was unreadable", e);
        }
    }

    public boolean isAlive() {
        return find().isPresent();
    }

    /** Asks it to end, makes it end when it does not within 20 s, and waits; false when it was not there. */
    public boolean stop() throws InterruptedException {
        Optional<ProcessHandle> process = find();
        if (process.isEmpty()) {
            return false;
        }
        signal("CONT");
        process.get().destroy();
        if (!awaitEnd(STOP_PATIENCE)) {
            kill();
        }
        return true;
    }

    /** Ends it at once, as a crash does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        find().ifPresent(ProcessHandle::destroyForcibly);
        if (!awaitEnd(STOP_PATIENCE)) {
            throw UserError.failed("expected " + name + " to be gone after SIGKILL, was there");
        }
    }

    /** Sends a signal by name, e.g. {@code STOP} and {@code CONT}; does nothing when it is not there. */
    public void signal(String signal) throws InterruptedException {
        Optional<ProcessHandle> process = find();
        if (process.isEmpty()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(
                            "kill", "-" + signal, Long.toString(process.get().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException e) {
            throw UserError.failed("expected the command kill, was " + e.getMessage(), e);
        }
    }

    /** The last lines of its log that tell of a failure, or the last ones of all; one line. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.stream()
                    .filter(line -> line.contains("Exception") || line.contains("ERROR") || line.startsWith("error:"))
                    .reduce((first, second) -> second)
                    .orElseGet(() -> lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1))
                    .strip();
        } catch (IOException e) {
            return "no log";
        }
    }

    private boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (isAlive()) {
            if (System.nanoTime() > deadlineNanos) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return true;
    }

    private static long startMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether it has ended and only its entry is left, for a parent that never asks. */
    private static boolean isUnreaped(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            if (!Files.isReadable(stat)) {
                return false;
            }
            String text = Files.readString(stat);
            return text.substring(text.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return !Files.exists(stat);
        }
    }

    /** A session of its own where there is such a command: Ctrl-C and a closed terminal do not reach it. */
    private static List<String> detached() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        boolean there = Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, "setsid")));
        return there ? List.of("setsid") : List.of();
    }

    private static String nothing() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }
}
