package io.quorate.job.options;

import java.util.List;

/** The table of options as documentation. */
public final class OptionsTable {
    private static final String INTRO = """
            # Options

            Generated from the code by `./quorate options --markdown`; a test keeps the two equal.

            Options come from one YAML or JSON file (`--config FILE`, nested or dotted keys) and from
            `--set key=value`, the latter wins. Every mistake is reported at once. An option marked *decides* can
            change decisions: the SHA-256 of those options is the config hash in every decision.

            `kafka.properties.NAME` hands the property NAME to every Kafka client. Passwords, tokens and JAAS
            configurations are given as `file:PATH` or `env:NAME` only, and are never printed.

            | option | type | default | range | decides | meaning |
            |---|---|---|---|---|---|
            """;

    private OptionsTable() {}

    /** The whole document. */
    public static String markdown() {
        StringBuilder out = new StringBuilder(INTRO);
        for (Option<?> option : JobOptions.all()) {
            out.append("| `").append(option.key()).append("` | ");
            out.append(option.type().name()).append(" | ");
            out.append(option.defaultText().isEmpty() ? "(empty)" : "`" + option.defaultText() + "`")
                    .append(" | ");
            out.append(option.type().range()).append(" | ");
            out.append(option.affectsDecisions() ? "yes" : "").append(" | ");
            out.append(option.description()).append(" |\n");
        }
        return out.toString();
    }

    /** Key, value and meaning of every option in aligned columns; given ones are marked with a star. */
    public static String plain(Settings settings) {
        List<Option<?>> all = JobOptions.all();
        int keyWidth = all.stream().mapToInt(o -> o.key().length()).max().orElse(0);
        int valueWidth =
                all.stream().mapToInt(o -> settings.text(o).length()).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (Option<?> option : all) {
            out.append(settings.isGiven(option) ? "* " : "  ");
            out.append(pad(option.key(), keyWidth)).append("  ");
            out.append(pad(settings.text(option), valueWidth)).append("  ");
            out.append(option.description()).append('\n');
        }
        settings.given().forEach((key, text) -> {
            if (key.startsWith(JobOptions.KAFKA_PREFIX)) {
                out.append("* ").append(key).append("  ").append(text).append('\n');
            }
        });
        return out.append("config hash ")
                .append(settings.configHash())
                .append('\n')
                .toString();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
