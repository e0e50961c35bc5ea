package io.quorate.job.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names a PromQL expression uses, as far as ours need it. */
final class PromQuery {
    private static final Pattern METRIC = Pattern.compile("flink_[A-Za-z0-9_]+");
    private static final Pattern MATCHER = Pattern.compile("([A-Za-z_]\\w*)\\s*(?:=~|!~|!=|=)\\s*\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");

    private PromQuery() {}

    static Set<String> metrics(String expr) {
        Set<String> names = new TreeSet<>();
        for (Matcher m = METRIC.matcher(expr); m.find(); ) {
            names.add(m.group());
        }
        return names;
    }

    static Set<String> labels(String expr) {
        Set<String> names = new TreeSet<>();
        for (Matcher m = MATCHER.matcher(expr); m.find(); ) {
            names.add(m.group(1));
        }
        for (Matcher m = GROUPING.matcher(expr); m.find(); ) {
            for (String label : m.group(1).split(",", -1)) {
                names.add(label.trim());
            }
        }
        return names;
    }

    /** The expression as Grafana would send it for one job in all namespaces. */
    static String filled(String expr, String job) {
        return expr.replace("$__rate_interval", "5s")
                .replace("$namespace", ".*")
                .replace("$job", job);
    }
}
