package io.quorate.job.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a drill found.
 *
 * @param plan what was done
 * @param records records sent
 * @param decisions decisions read by the downstream reader, repeats included
 * @param rows one for each fault, and the end
 */
public record DrillReport(DrillPlan plan, long records, long decisions, List<DrillRow> rows) {
    private static final String FORM = "%-22s %6s %10s %9s %10s %10s %7s %6s %8s %8s  %s";
    private static final double WEEK_MS = 7 * 24 * 3_600_000.0;

    public DrillReport {
        rows = List.copyOf(rows);
    }

    /** Whether every row passed. */
    public boolean isPassed() {
        return rows.stream().allMatch(DrillRow::isPassed);
    }

    /**
     * Share of a week in which decisions are made, when each kind of fault comes so often as the plan says and costs
     * the downtime that was measured here. A storm counts as its longest gap for each of its faults.
     */
    public double weeklyAvailability() {
        double downMs = rows.stream()
                .mapToDouble(row -> row.downtimeMs() * plan.faultsPerWeek())
                .sum();
        return 1 - downMs / WEEK_MS;
    }

    /** The table, for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(header()).append('\n');
        rows.forEach(row -> text.append(line(row)).append('\n'));
        return text.append(String.format(
                        Locale.ROOT,
                        "%n%,d records sent, %,d decisions read (repeats included)%n"
                                + "availability with each kind of fault %s times a week: %.4f %%%nverdict: %s%n",
                        records,
                        decisions,
                        number(plan.faultsPerWeek()),
                        100 * weeklyAvailability(),
                        isPassed() ? "passed" : "FAILED"))
                .toString();
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                FORM,
                "fault",
                "times",
                "downtime",
                "restarts",
                "expected",
                "seen",
                "doubled",
                "lost",
                "changed",
                "latched",
                "verdict");
    }

    static String line(DrillRow row) {
        return String.format(
                Locale.ROOT,
                FORM,
                row.fault(),
                row.faults() == 0 ? "-" : row.faults(),
                row.faults() == 0 ? "-" : String.format(Locale.ROOT, "%.1f s", row.downtimeMs() / 1e3),
                row.restarts() < 0 || row.faults() == 0 ? "-" : row.restarts(),
                row.expected(),
                row.seen(),
                row.repeated(),
                row.lost(),
                row.changed(),
                row.latched(),
                row.isPassed() ? "passed" : row.effective() ? "FAILED" : "NOT FELT");
    }

    /** The report for programs. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passed", isPassed());
        json.put("records", records);
        json.put("decisions", decisions);
        json.put("faultsPerWeek", plan.faultsPerWeek());
        json.put("weeklyAvailability", weeklyAvailability());
        json.put("plan", plan);
        json.put("rows", rows);
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a report that has a JSON form", e);
        }
    }

    private static String number(double value) {
        return value == StrictMath.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
