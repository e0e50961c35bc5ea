package io.quorate.job.local;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Where this process logs: the terminal belongs to the command, the log goes to a file. */
public final class Logging {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5p %c{1} %t %m%n%ex{full}";

    private Logging() {}

    /** Logs warnings and more to standard error when {@code verbose}, else nothing at all. */
    public static void toTerminal(boolean verbose) {
        ConfigurationBuilder<BuiltConfiguration> builder = builder();
        AppenderComponentBuilder console = builder.newAppender("out", "Console").addAttribute("target", "SYSTEM_ERR");
        apply(builder, console, verbose ? Level.WARN : Level.OFF);
    }

    /**
     * Logs to a file of at most 50 MB, one older file kept. Flink's web UI shows this file.
     *
     * @param file log file; its folder is created
     */
    public static void toFile(Path file) {
        ConfigurationBuilder<BuiltConfiguration> builder = builder();
        AppenderComponentBuilder rolling = builder.newAppender("out", "RollingFile")
                .addAttribute("fileName", file.toString())
                .addAttribute("filePattern", file + ".%i")
                .addAttribute("append", false)
                .addComponent(builder.newComponent("Policies")
                        .addComponent(builder.newComponent("SizeBasedTriggeringPolicy")
                                .addAttribute("size", "50MB")))
                .addComponent(builder.newComponent("DefaultRolloverStrategy").addAttribute("max", "1"));
        System.setProperty("log.file", file.toString());
        apply(builder, rolling, Level.INFO);
    }

    private static ConfigurationBuilder<BuiltConfiguration> builder() {
        return ConfigurationBuilderFactory.newConfigurationBuilder()
                .setStatusLevel(Level.OFF)
                .setConfigurationName("quorate");
    }

    private static void apply(
            ConfigurationBuilder<BuiltConfiguration> builder, AppenderComponentBuilder appender, Level level) {
        builder.add(appender.add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
        // The coordinators of an embedded broker say every second what they did not find.
        builder.add(builder.newLogger("kafka", level == Level.INFO ? Level.WARN : level));
        builder.add(builder.newLogger("org.apache.kafka", level == Level.INFO ? Level.WARN : level));
        builder.add(builder.newLogger("state.change.logger", level == Level.INFO ? Level.WARN : level));
        // Each Kafka sink registers one gauge twice and says so at every checkpoint.
        builder.add(
                builder.newLogger("org.apache.flink.metrics.MetricGroup", level == Level.OFF ? level : Level.ERROR));
        builder.add(builder.newRootLogger(level).add(builder.newAppenderRef("out")));
        Configurator.reconfigure(builder.build(false));
    }
}
