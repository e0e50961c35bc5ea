package io.quorate.job.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the Debian package prometheus. */
final class Tool {

    /** How a program ended. */
    record Run(int code, String output) {}

    private final String name;

    private Tool(String name) {
        this.name = name;
    }

    /** The program; the test is skipped, and says so, when it is not installed. */
    static Tool installed(String name) {
        boolean found = List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, name)));
        assumeTrue(found, () -> "SKIPPED: " + name + " is not installed (Debian package prometheus)");
        return new Tool(name);
    }

    /** Runs it to its end. */
    Run run(Path dir, String... args) throws IOException, InterruptedException {
        Process process = builder(dir, args).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    /** Prepares it, with its output in one stream. */
    ProcessBuilder builder(Path dir, String... args) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    }
}
