package io.quorate.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.schema.feature.FeatureVector;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.FeatureState;
import io.quorate.schema.state.FramesState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GapRuleTest {

    private static final long MINUTE_MS = 60_000;
    private static final TradingSession NEW_YORK = TradingSession.parse("America/New_York MON-FRI 09:30-16:00");
    private static final TradingSession ALWAYS = TradingSession.parse("UTC MON-SUN 00:00-24:00");

    @ParameterizedTest
    @CsvSource({
        "2013-10-07T13:29:00Z, false",
        "2013-10-07T13:30:00Z, true",
        "2013-10-07T19:59:00Z, true",
        "2013-10-07T20:00:00Z, false",
        // Saturday
        "2013-10-05T15:00:00Z, false",
        // the clock has gone back: the session is an hour later in UTC
        "2013-11-04T13:30:00Z, false",
        "2013-11-04T14:30:00Z, true",
        // and forward again
        "2014-03-10T13:30:00Z, true"
    })
    void sessionsFollowTheClockOfTheirZone(String open, boolean inside) {
        long openMs = Instant.parse(open).toEpochMilli();
        assertThat(NEW_YORK.holds(openMs, openMs + MINUTE_MS)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "UTC",
                "UTC MON-FRI",
                "UTC FRI-MON 09:00-10:00",
                "UTC MON-FRI 10:00-09:00",
                "Nowhere/At MON-FRI" + " 09:00-10:00",
                "UTC MON-FRI 25:00-26:00",
                "UTC ABC-FRI 09:00-10:00"
            })
    void textsThatAreNoSessionAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TradingSession.parse(text))
                .withMessageStartingWith("expected ");
    }

    @Test
    void onlyWhatIsMissingInsideTheSessionIsFilled() {
        long lastMs = Instant.parse("2013-10-04T19:58:00Z").toEpochMilli();
        long nextMs = Instant.parse("2013-10-07T13:33:00Z").toEpochMilli();
        List<String> filled = new ArrayList<>();
        int count = new GapRule(NEW_YORK, 0)
                .fill(
                        lastMs,
                        nextMs,
                        MINUTE_MS,
                        ms -> filled.add(Instant.ofEpochMilli(ms).toString()));
        assertThat(filled)
                .containsExactly(
                        "2013-10-04T19:59:00Z", "2013-10-04T20:00:00Z", "2013-10-07T13:31:00Z", "2013-10-07T13:32:00Z");
        assertThat(count).isEqualTo(4);
        assertThat(GapRule.NONE.fill(lastMs, nextMs, MINUTE_MS, ms -> {})).isZero();
    }

    @Test
    void aGapOfYearsIsBounded() {
        long yearsMs = 20L * 366 * 86_400_000;
        assertThat(new GapRule(ALWAYS, 0).fill(0, yearsMs, 1_000, ms -> {})).isEqualTo(GapRule.MOST_FILLED);
    }

    @Test
    void featuresAfterAGapAreThoseOfTheFilledSeries() {
        FeatureLayout layout = FeatureLayout.standard(5);
        List<Sample> whole = bars(400);
        List<Sample> holes = new ArrayList<>();
        List<Sample> filled = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            if (i % 37 > 3 || i == 0) {
                holes.add(whole.get(i));
                filled.add(whole.get(i));
            } else {
                double c = filled.get(filled.size() - 1).close();
                filled.add(new Sample("X", whole.get(i).tsMs(), c, c, c, c, 0, 0, c, MINUTE_MS));
            }
        }
        List<FeatureVector> expected = vectors(new FeatureStep(layout), filled);
        List<FeatureVector> actual = vectors(new FeatureStep(layout, new GapRule(ALWAYS, 0)), holes);
        int seq = 0;
        for (FeatureVector vector : actual) {
            FeatureVector same = expected.stream()
                    .filter(v -> v.sample().tsMs() == vector.sample().tsMs())
                    .findFirst()
                    .orElseThrow();
            assertThat(vector.values()).isEqualTo(same.values());
            assertThat(vector.regime()).isEqualTo(same.regime());
            assertThat(seq == 0 || vector.seq() == seq + 1)
                    .as("sequence goes on by one")
                    .isTrue();
            seq = (int) vector.seq();
        }
        assertThat(seq).isEqualTo(holes.size() - 1);
    }

    @Test
    void aGapLongerThanAllowedStartsAnewButTheSequenceGoesOn() {
        FeatureLayout layout =
                FeatureLayout.standard(5).with(List.of(new HigherTimeframe("2min", 2 * MINUTE_MS, List.of(2))));
        List<Sample> bars = bars(300);
        List<Sample> late = bars.subList(150, 300).stream()
                .map(s -> new Sample(
                        "X",
                        s.tsMs() + 100 * MINUTE_MS,
                        s.open(),
                        s.high(),
                        s.low(),
                        s.close(),
                        s.volume(),
                        0,
                        s.close(),
                        MINUTE_MS))
                .toList();
        List<Sample> both = new ArrayList<>(bars.subList(0, 150));
        both.addAll(late);
        List<FeatureVector> anew = vectors(new FeatureStep(layout, new GapRule(null, 60 * MINUTE_MS)), both);
        List<FeatureVector> never = vectors(new FeatureStep(layout), both);
        List<FeatureVector> alone = vectors(new FeatureStep(layout), late);
        assertThat(anew).hasSizeLessThan(never.size());
        List<FeatureVector> tail = anew.subList(anew.size() - alone.size(), anew.size());
        for (int i = 0; i < alone.size(); i++) {
            assertThat(tail.get(i).values()).isEqualTo(alone.get(i).values());
            assertThat(tail.get(i).seq()).isEqualTo(alone.get(i).seq() + 150);
        }
    }

    private static List<FeatureVector> vectors(FeatureStep step, List<Sample> samples) {
        FeatureState state = step.newState();
        FramesState frames = step.newFrames();
        List<FeatureVector> vectors = new ArrayList<>();
        for (Sample sample : samples) {
            FeatureVector vector = step.next(state, frames, sample);
            if (vector != null) {
                vectors.add(vector);
            }
        }
        return vectors;
    }

    private static List<Sample> bars(int count) {
        List<Sample> bars = new ArrayList<>();
        for (Sample s : Walks.mixed("X", 12, count)) {
            bars.add(new Sample(
                    "X",
                    (bars.size() + 1) * MINUTE_MS,
                    s.open(),
                    s.high(),
                    s.low(),
                    s.close(),
                    s.volume(),
                    0,
                    s.close(),
                    MINUTE_MS));
        }
        return bars;
    }
}
