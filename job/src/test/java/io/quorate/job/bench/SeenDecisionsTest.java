package io.quorate.job.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeenDecisionsTest {

    private final SeenDecisions seen = new SeenDecisions();
    private final NavigableMap<Long, Long> versions = new TreeMap<>();

    @Test
    void decisionsByTheEpochOfTheirTimeAgreeAlsoAfterARollback() {
        epochs();
        decide("A", 5, 1);
        decide("A", 12, 2);
        decide("B", 25, 1);
        decide("A", 25, 1);
        decide("B", 15, 2);
        assertThat(seen.agreement(versions)).isEqualTo(new SeenDecisions.Agreement(5, 0, 0));
    }

    @Test
    void anotherEpochIsWrongAndAnOlderOneThanBeforeIsBackwards() {
        epochs();
        decide("A", 12, 2);
        decide("A", 13, 1);
        decide("B", 13, 1);
        decide("B", 21, 2);
        assertThat(seen.agreement(versions)).isEqualTo(new SeenDecisions.Agreement(4, 3, 1));
    }

    @Test
    void latencyIsOfTheEventTimesAskedForAndAPauseOfArrivals() {
        seen.add("A", 100, 1, 130_000);
        seen.add("A", 110, 1, 150_000);
        seen.add("A", 120, 1, 151_000);
        seen.add("A", 130, 1, 400_000);
        assertThat(seen.latency(100, 130).count()).isEqualTo(3);
        assertThat(seen.latency(110, 120).maxNanos()).isBetween(39_900_000L, 40_100_000L);
        assertThat(seen.longestPauseMs(100, 200)).isEqualTo(20);
        assertThat(seen.longestPauseMs(100, 500)).isEqualTo(249);
    }

    /** Version 1, then 2 from 10, then 1 again from 20. */
    private void epochs() {
        versions.put(0L, 1L);
        versions.put(10L, 2L);
        versions.put(20L, 1L);
    }

    private void decide(String symbol, long tsMs, long version) {
        seen.add(symbol, tsMs, version, tsMs * 1_000);
    }
}
