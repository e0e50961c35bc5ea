package io.quorate.feature;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a market trades: some days of the week from one time to another, on the clock of a zone. Written as
 * {@code America/New_York MON-FRI 09:30-16:00}; 24:00 is the end of a day. Holidays are not known.
 *
 * @param zone of the clock
 * @param firstDay of the week
 * @param lastDay of the week, the first day or one after it
 * @param fromSecond of the day
 * @param toSecond of the day, after it
 */
public record TradingSession(ZoneId zone, DayOfWeek firstDay, DayOfWeek lastDay, int fromSecond, int toSecond)
        implements Serializable {

    private static final int SECONDS_A_DAY = 86_400;
    private static final Pattern FORM =
            Pattern.compile("(\\S+) ([A-Za-z]{3})-([A-Za-z]{3}) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    public TradingSession {
        if (firstDay.compareTo(lastDay) > 0 || fromSecond < 0 || fromSecond >= toSecond || toSecond > SECONDS_A_DAY) {
            throw new IllegalArgumentException("expected days and times in order, was " + firstDay + "-" + lastDay + " "
                    + fromSecond + "-" + toSecond + " s");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static TradingSession parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected a session like 'America/New_York MON-FRI 09:30-16:00', was '" + text + "'");
        }
        try {
            return new TradingSession(
                    ZoneId.of(form.group(1)),
                    day(form.group(2)),
                    day(form.group(3)),
                    second(form.group(4)),
                    second(form.group(5)));
        } catch (ZoneRulesException e) {
            throw new IllegalArgumentException("expected a time zone, was '" + form.group(1) + "'", e);
        }
    }

    private static DayOfWeek day(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().regionMatches(true, 0, text, 0, 3)) {
                return day;
            }
        }
        throw new IllegalArgumentException("expected a day like MON, was '" + text + "'");
    }

    private static int second(String text) {
        try {
            return text.equals("24:00") ? SECONDS_A_DAY : LocalTime.parse(text).toSecondOfDay();
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("expected a time like 09:30, was '" + text + "'", e);
        }
    }

    /** Whether a bar lies inside, its open and its close on the same day. */
    public boolean holds(long openMs, long closeMs) {
        ZonedDateTime open = Instant.ofEpochMilli(openMs).atZone(zone);
        DayOfWeek day = open.getDayOfWeek();
        long fromMs = open.toLocalTime().toNanoOfDay() / 1_000_000;
        long toMs = Instant.ofEpochMilli(closeMs - 1).atZone(zone).toLocalTime().toNanoOfDay() / 1_000_000 + 1;
        return day.compareTo(firstDay) >= 0
                && day.compareTo(lastDay) <= 0
                && fromMs >= fromSecond * 1_000L
                && toMs <= toSecond * 1_000L
                && toMs > fromMs
                && closeMs - openMs <= SECONDS_A_DAY * 1_000L;
    }
}
