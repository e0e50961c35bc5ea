package io.quorate.job.cluster;

import io.quorate.job.prometheus.PrometheusEndpointFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The metrics endpoint as a jar for Flink's processes. The whole job jar must not be on their class path: classes of
 * Flink's connectors would then be theirs, and the job's own copy of what these refer to another.
 */
final class EndpointJar {
    static final String NAME = "quorate-prometheus.jar";

    private EndpointJar() {}

    /** Writes the jar with the classes of the endpoint's package in the job jar. */
    static void write(Path jobJar, Path target) throws IOException {
        String folder = PrometheusEndpointFactory.class.getPackageName().replace('.', '/') + "/";
        try (JarFile from = new JarFile(jobJar.toFile());
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(target))) {
            List<JarEntry> classes = from.stream()
                    .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                    .toList();
            for (JarEntry entry : classes) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream bytes = from.getInputStream(entry)) {
                    bytes.transferTo(to);
                }
            }
            to.putNextEntry(new JarEntry("META-INF/services/" + MetricReporterFactory.class.getName()));
            to.write(PrometheusEndpointFactory.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }
}
