package io.quorate.job.metrics;

/** Names of metrics: the enum constant in lower camel case, EVENTS_IN as eventsIn. */
public final class MetricName {
    private MetricName() {}

    public static String of(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : constant.name().toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? c : Character.toLowerCase(c));
                upper = false;
            }
        }
        return name.toString();
    }
}
