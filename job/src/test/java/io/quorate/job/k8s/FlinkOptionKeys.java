package io.quorate.job.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.client.cli.ClientOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.runtime.highavailability.JobResultStoreOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * Every option Flink, its Kubernetes client and the autoscaler declare, found in the {@code *Options} classes of their
 * jars, and those of the operator that its documentation lists and we use.
 */
final class FlinkOptionKeys {
    private static final List<Class<?>> ONE_OF_EACH_JAR = List.of(
            CoreOptions.class,
            JobResultStoreOptions.class,
            ClientOptions.class,
            RocksDBOptions.class,
            KubernetesConfigOptions.class,
            AutoScalerOptions.class);

    /** The operator's own jar is in no registry. */
    private static final Set<String> OPERATOR = Set.of(
            "kubernetes.operator.job.drain-on-savepoint-deletion",
            "kubernetes.operator.job.savepoint-on-deletion",
            "kubernetes.operator.job.upgrade.inplace-scaling.enabled",
            "kubernetes.operator.job.upgrade.last-state-fallback.enabled",
            "kubernetes.operator.periodic.savepoint.interval",
            "kubernetes.operator.pod-template.merge-arrays-by-name",
            "kubernetes.operator.savepoint.format.type",
            "kubernetes.operator.savepoint.history.max.age",
            "kubernetes.operator.savepoint.history.max.count");

    private static final String REPORTER = "metrics.reporter.";
    private static final Set<String> REPORTER_KEYS =
            Set.of("factory.class", "port", "interval", "filterLabelValueCharacters", "scope.variables.excludes");

    private static final Map<String, ConfigOption<?>> OPTIONS = new HashMap<>();
    private static final Map<String, String> OLD_KEYS = new HashMap<>();

    static {
        ONE_OF_EACH_JAR.forEach(FlinkOptionKeys::scan);
        OLD_KEYS.keySet().removeAll(OPTIONS.keySet());
    }

    private FlinkOptionKeys() {}

    /** What is wrong with an entry of flinkConfiguration, or null. */
    static String problem(String key, String value, Set<String> reporters) {
        ConfigOption<?> option = OPTIONS.get(key);
        if (option != null) {
            return parse(option, value);
        }
        if (OPERATOR.contains(key)) {
            return null;
        }
        if (key.startsWith(REPORTER)) {
            int dot = key.indexOf('.', REPORTER.length());
            String name = dot < 0 ? "" : key.substring(REPORTER.length(), dot);
            return reporters.contains(name) && REPORTER_KEYS.contains(key.substring(dot + 1))
                    ? null
                    : "unknown option of a metrics reporter";
        }
        return OLD_KEYS.containsKey(key) ? "expected " + OLD_KEYS.get(key) + ", was its old key" : "unknown option";
    }

    static int count() {
        return OPTIONS.size();
    }

    private static String parse(ConfigOption<?> option, String value) {
        try {
            Configuration.fromMap(Map.of(option.key(), value)).get(option);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static void scan(Class<?> sample) {
        Path jar = Path.of(
                sample.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (JarFile file = new JarFile(jar.toFile())) {
            Set<String> names = new TreeSet<>();
            file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith("org/apache/flink/") && !name.contains("/shaded/"))
                    .filter(name -> name.endsWith("Options.class") && !name.contains("$"))
                    .forEach(name -> names.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
            names.forEach(FlinkOptionKeys::collect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String className) {
        try {
            for (Field field : Class.forName(className).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == ConfigOption.class
                        && field.trySetAccessible()) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    OPTIONS.put(option.key(), option);
                    for (FallbackKey old : option.fallbackKeys()) {
                        OLD_KEYS.put(old.getKey(), option.key());
                    }
                }
            }
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("expected to read the options of " + className, e);
        }
    }
}
