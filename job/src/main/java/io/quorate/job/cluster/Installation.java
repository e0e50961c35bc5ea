package io.quorate.job.cluster;

import io.quorate.job.fault.UserError;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build left: the job jar, and the libraries that a Flink installation has.
 *
 * @param folder the build's output folder
 */
public record Installation(Path folder) {
    private static final String JAR = "quorate-job.jar";
    private static final String LIBRARIES = "local-lib";

    /** Packages of the JDK that Flink and Kafka reflect into on Java 17 and later. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.net",
            "java.io",
            "java.nio",
            "java.text",
            "java.time",
            "sun.nio.ch");

    private static final int NATIVE_WARNINGS = 24;

    /** The installation this code was loaded from; throws UserError when it is not complete. */
    public static Installation here() {
        try {
            // the job jar, or the folder of classes beside it
            Path loaded = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return of(loaded.resolveSibling("").toAbsolutePath());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected a location of this class", e);
        }
    }

    static Installation of(Path folder) {
        Installation found = new Installation(folder);
        if (!Files.isRegularFile(found.jobJar()) || !Files.isDirectory(found.libraries())) {
            throw UserError.failed(
                    "expected " + JAR + " and " + LIBRARIES + " in " + folder + ", was none; `mvn package` makes them");
        }
        return found;
    }

    /**
     * The same below another folder, for processes that go on while the build output is made anew: libraries are linked
     * where the file system can, the job jar is copied, what was there is replaced.
     */
    Installation keptIn(Path other) {
        Installation kept = new Installation(other);
        try {
            Files.createDirectories(kept.libraries());
            try (Stream<Path> old = Files.list(kept.libraries())) {
                for (Path jar : old.toList()) {
                    Files.delete(jar);
                }
            }
            try (Stream<Path> jars = Files.list(libraries())) {
                for (Path jar : jars.toList()) {
                    link(jar, kept.libraries().resolve(jar.getFileName()));
                }
            }
            Files.copy(jobJar(), kept.jobJar(), StandardCopyOption.REPLACE_EXISTING);
            EndpointJar.write(jobJar(), kept.libraries().resolve(EndpointJar.NAME));
            return kept;
        } catch (IOException e) {
            throw UserError.failed("expected a writable folder, was " + other + ": " + e.getMessage(), e);
        }
    }

    private static void link(Path jar, Path target) throws IOException {
        try {
            Files.createLink(target, jar);
        } catch (UnsupportedOperationException | IOException e) {
            // another file system, or one without links
            Files.copy(jar, target);
        }
    }

    /** The shaded job jar, as `flink run` takes it. */
    public Path jobJar() {
        return folder.resolve(JAR);
    }

    Path libraries() {
        return folder.resolve(LIBRARIES);
    }

    /** Class path of Flink's processes and its command line: what a Flink installation has, the job not. */
    List<Path> flinkClasspath() {
        try (Stream<Path> jars = Files.list(libraries())) {
            return jars.filter(jar -> !isBroker(jar.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.failed("expected a readable folder, was " + libraries(), e);
        }
    }

    /** Class path of a Kafka broker: everything. */
    List<Path> brokerClasspath() {
        return List.of(jobJar(), libraries().resolve("*"));
    }

    private static boolean isBroker(String jar) {
        return jar.startsWith("kafka") || jar.startsWith("scala-");
    }

    static String classpath(List<Path> entries) {
        return String.join(
                File.pathSeparator, entries.stream().map(Path::toString).toList());
    }

    /** The Java that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<String> javaFlags() {
        List<String> flags = new ArrayList<>();
        OPENED.forEach(name -> flags.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        flags.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
        flags.add("-Djava.awt.headless=true");
        if (Runtime.version().feature() >= NATIVE_WARNINGS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
