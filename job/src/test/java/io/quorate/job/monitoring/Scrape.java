package io.quorate.job.monitoring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in one answer of a Prometheus endpoint: labels by metric. */
record Scrape(Map<String, Set<String>> labels, Map<String, Double> sums) {
    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    static Scrape of(URI address) throws Exception {
        String text = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Scrape scrape = new Scrape(new TreeMap<>(), new TreeMap<>());
        text.lines().filter(line -> !line.startsWith("#")).forEach(scrape::add);
        return scrape;
    }

    private void add(String line) {
        Matcher m = LINE.matcher(line);
        if (!m.matches()) {
            throw new IllegalStateException("expected name{labels} value, was " + line);
        }
        Set<String> names = labels.computeIfAbsent(m.group(1), name -> new TreeSet<>());
        if (m.group(2) != null) {
            for (Matcher label = LABEL.matcher(m.group(2)); label.find(); ) {
                names.add(label.group(1));
            }
        }
        sums.merge(m.group(1), Double.parseDouble(m.group(3).replace("Inf", "Infinity")), Double::sum);
    }
}
