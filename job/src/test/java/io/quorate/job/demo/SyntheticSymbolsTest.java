package io.quorate.job.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.job.files.TradeCsv;
import io.quorate.schema.market.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticSymbolsTest {
    private static final List<MarketEvent> BASE = TradeCsv.bitstamp().subList(0, 20_000);

    @Test
    void everyBaseTradeIsAnsweredOnceInTimeOrder() {
        List<MarketEvent> all = all(3, 1);
        assertThat(all).hasSize(80_000).isSortedAccordingTo(Comparator.comparingLong(MarketEvent::tsMs));
        assertThat(of(all, "BTC-USD")).isEqualTo(BASE);
        for (String name : SyntheticSymbols.names(3)) {
            assertThat(of(all, name)).hasSize(20_000).allSatisfy(trade -> {
                assertThat(trade.venue()).isEqualTo("synthetic");
                assertThat(trade.price()).isPositive();
            });
        }
        assertThat(SyntheticSymbols.names(2)).containsExactly("SYN-001", "SYN-002");
    }

    @Test
    void theSeedIsTheTrades() {
        assertThat(all(2, 7)).isEqualTo(all(2, 7)).isNotEqualTo(all(2, 8));
    }

    @Test
    void aSymbolDoesNotDependOnHowManyThereAre() {
        assertThat(of(all(5, 7), "SYN-002")).isEqualTo(of(all(2, 7), "SYN-002"));
    }

    @Test
    void symbolsFollowTheBase() {
        List<MarketEvent> all = all(4, 3);
        double[] base = moves(BASE);
        for (String name : SyntheticSymbols.names(4)) {
            List<MarketEvent> answers = of(all, name);
            answers.sort(Comparator.comparingInt(SyntheticSymbolsTest::number));
            assertThat(correlation(base, moves(answers))).as(name).isBetween(0.5, 0.9999);
        }
    }

    @Test
    void noBaseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SyntheticSymbols.with(List.of(), 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SyntheticSymbols.with(BASE, -1, 1));
    }

    @Test
    void splitMixGivesItsPublishedStream() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
        assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    }

    private static int number(MarketEvent trade) {
        return Integer.parseInt(trade.id().substring(trade.id().indexOf('#') + 1));
    }

    private static List<MarketEvent> all(int n, long seed) {
        List<MarketEvent> all = new ArrayList<>();
        Iterator<MarketEvent> events = SyntheticSymbols.with(BASE, n, seed);
        events.forEachRemaining(all::add);
        return all;
    }

    private static List<MarketEvent> of(List<MarketEvent> all, String symbol) {
        return new ArrayList<>(
                all.stream().filter(event -> event.symbol().equals(symbol)).toList());
    }

    /** Log moves over 500 trades. */
    private static double[] moves(List<MarketEvent> trades) {
        double[] moves = new double[trades.size() / 500 - 1];
        for (int i = 0; i < moves.length; i++) {
            moves[i] = StrictMath.log(
                    trades.get((i + 1) * 500).price() / trades.get(i * 500).price());
        }
        return moves;
    }

    private static double correlation(double[] x, double[] y) {
        double mx = java.util.Arrays.stream(x).average().orElse(0);
        double my = java.util.Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / StrictMath.sqrt(xx * yy);
    }
}
