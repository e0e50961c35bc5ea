package io.quorate.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseOrderTest {

    /** Ids in the one right order. */
    private static final List<String> ASCENDING = List.of(
            "",
            "00",
            "007",
            "7",
            "9",
            "10",
            "99",
            "100",
            "12345678901234567890123456789",
            "a",
            "a#1",
            "a#2",
            "a#10",
            "b",
            "b2",
            "b1x");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void idsAreOrderedByPrefixThenTrailingInteger(long seed) {
        List<String> shuffled = new ArrayList<>(ASCENDING);
        Collections.shuffle(shuffled, new Random(seed));
        shuffled.sort(ReleaseOrder::compareIds);
        assertThat(shuffled).isEqualTo(ASCENDING);
    }

    @Test
    void everyPairIsOrderedAsInTheList() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                assertThat(Integer.signum(ReleaseOrder.compareIds(ASCENDING.get(i), ASCENDING.get(j))))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void venuesWithTheSameIdAreOrderedByNameHoweverTheyArrived() {
        MarketEvent first = MarketEvent.trade("alpha", "X", 2, "7", 10, 1, 1, 9);
        MarketEvent second = MarketEvent.trade("beta", "X", 2, "7", 10, 1, 0, 3);
        assertThat(ReleaseOrder.INSTANCE.compare(first, second)).isNegative();
        assertThat(ReleaseOrder.INSTANCE.compare(second, first)).isPositive();
        MarketEvent nameless = MarketEvent.trade("beta", "X", 2, "", 10, 1, 0, 3);
        MarketEvent later = MarketEvent.trade("alpha", "X", 2, "", 10, 1, 0, 4);
        assertThat(ReleaseOrder.INSTANCE.compare(nameless, later)).isNegative();
    }

    @Test
    void timeComesBeforeIdAndPlaceDecidesLast() {
        List<MarketEvent> ascending = List.of(
                MarketEvents.trade(1, "9", 5),
                MarketEvents.trade(2, "3", 4).at(0, 9),
                MarketEvents.trade(2, "3", 4).at(1, 2),
                MarketEvents.trade(2, "3", 4).at(1, 3),
                MarketEvents.trade(2, "10", 1));
        List<MarketEvent> sorted = new ArrayList<>(ascending);
        Collections.reverse(sorted);
        sorted.sort(ReleaseOrder.INSTANCE);
        assertThat(sorted).isEqualTo(ascending);
    }
}
