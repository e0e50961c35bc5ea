package io.quorate.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.execution.FillReason;
import io.quorate.schema.market.Sample;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import io.quorate.schema.state.PositionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PaperVenueTest {

    private final PortfolioState state = new PortfolioState();
    private final List<Execution> out = new ArrayList<>();

    private PaperVenue venue(double adverse, double fee, double participation) {
        return new PaperVenue("core", new VenueTerms(adverse, fee, participation), 1000, out::add);
    }

    private OrderState order(FillReason reason, Side side, long quantityMicros) {
        OrderState order = new OrderState();
        order.decisionId = reason.name();
        order.symbol = "X";
        order.reason = reason;
        order.side = side;
        order.quantityMicros = quantityMicros;
        order.stopFraction = 0.05;
        Book.add(state, order);
        return order;
    }

    private static Sample sample(double price, double volume) {
        return new Sample("X", 5000, price, price, price, price, volume, 1, price);
    }

    @Test
    void everyFillIsMovedAgainstTheTraderAndPaysItsFee() {
        PaperVenue venue = venue(0.01, 0.001, 0);
        venue.fill(state, order(FillReason.ENTRY, Side.LONG, 2_000_000), sample(100, 1), 0, 100);
        assertThat(state.cashMicros).isEqualTo(-202_000_000 - 202_000);
        ClosedTrade trade =
                venue.fill(state, order(FillReason.STOP_LOSS, Side.LONG, 2_000_000), sample(100, 1), 1, 100);
        assertThat(out).extracting(Execution::price).containsExactly(101.0, 99.0);
        assertThat(out).extracting(Execution::feeMicros).containsExactly(202_000L, 198_000L);
        assertThat(out).extracting(Execution::realisedMicros).containsExactly(0L, -4_000_000L - 198_000);
        assertThat(state.cashMicros).isEqualTo(-4_400_000);
        assertThat(Objects.requireNonNull(trade).profitMicros()).isEqualTo(-4_400_000);
        assertThat(trade.returnFraction()).isEqualTo(-4_400_000 / 202e6);
        assertThat(state.positions).isEmpty();
        assertThat(state.orders).isEmpty();
    }

    @Test
    void shortSellsFirstAndGainsWhenThePriceFalls() {
        PaperVenue venue = venue(0.01, 0, 0);
        venue.fill(state, order(FillReason.ENTRY, Side.SHORT, 1_000_000), sample(100, 1), 0, 100);
        assertThat(state.cashMicros).isEqualTo(99_000_000);
        assertThat(state.positions.get(0).stopPrice).isEqualTo(99 + 99 * 0.05);
        venue.fill(state, order(FillReason.TAKE_PROFIT, Side.SHORT, 1_000_000), sample(50, 1), 1, 50);
        assertThat(state.cashMicros).isEqualTo(99_000_000 - 50_500_000);
        assertThat(out.get(1).realisedMicros()).isEqualTo(48_500_000);
    }

    @Test
    void participationFillsInPartsAndTheRestStaysPending() {
        PaperVenue venue = venue(0, 0, 0.1);
        OrderState entry = order(FillReason.ENTRY, Side.LONG, 3_000_000);
        assertThat(venue.fill(state, entry, sample(100, 10), 0, 100)).isNull();
        assertThat(entry.quantityMicros).isEqualTo(2_000_000);
        assertThat(state.orders).containsExactly(entry);
        venue.fill(state, entry, sample(110, 0), 1, 110);
        venue.fill(state, entry, sample(110, Double.NaN), 2, 110);
        assertThat(out).hasSize(1);
        venue.fill(state, entry, sample(110, 100), 3, 110);
        assertThat(out).extracting(Execution::id).containsExactly("ENTRY-0", "ENTRY-1");
        PositionState position = state.positions.get(0);
        assertThat(position.quantityMicros).isEqualTo(3_000_000);
        assertThat(position.entryPrice).isEqualTo(100);
        assertThat(position.stopPrice).isEqualTo(95);
        assertThat(position.dueMs).isEqualTo(6000);
        assertThat(state.orders).isEmpty();

        OrderState exit = order(FillReason.TIME_EXIT, Side.LONG, 3_000_000);
        assertThat(venue.fill(state, exit, sample(120, 10), 4, 120)).isNull();
        ClosedTrade trade = Objects.requireNonNull(venue.fill(state, exit, sample(120, 100), 5, 120));
        assertThat(trade.profitMicros()).isEqualTo(20_000_000 + 2 * 10_000_000);
        assertThat(out.stream().mapToLong(Execution::realisedMicros).sum()).isEqualTo(trade.profitMicros());
        assertThat(state.cashMicros).isEqualTo(trade.profitMicros());
    }

    @Test
    void priceThatIsNotAPositiveNumberFillsNothing() {
        OrderState entry = order(FillReason.ENTRY, Side.LONG, 1);
        for (double price : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            venue(0, 0, 0).fill(state, entry, sample(100, 1), 0, price);
        }
        assertThat(out).isEmpty();
        assertThat(state.orders).hasSize(1);
    }

    @Test
    void exitWithoutPositionIsABrokenInvariant() {
        OrderState exit = order(FillReason.TIME_EXIT, Side.LONG, 1_000_000);
        assertThatThrownBy(() -> venue(0, 0, 0).fill(state, exit, sample(100, 1), 0, 100))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was 0");
    }

    @Test
    void bookIsSortedWhateverTheOrderOfArrival() {
        for (String symbol : List.of("C", "A", "B")) {
            OrderState order = new OrderState();
            order.symbol = symbol;
            Book.add(state, order);
            PositionState position = new PositionState();
            position.symbol = symbol;
            Book.add(state, position);
        }
        assertThat(state.orders).extracting(o -> o.symbol).containsExactly("A", "B", "C");
        assertThat(state.positions).extracting(p -> p.symbol).containsExactly("A", "B", "C");
        assertThat(Book.position(state, "B")).isSameAs(state.positions.get(1));
        assertThat(Book.position(state, "D")).isNull();
        OrderState twice = new OrderState();
        twice.symbol = "B";
        assertThatThrownBy(() -> Book.add(state, twice)).isInstanceOf(IllegalStateException.class);
    }
}
