package io.quorate.job.batch;

import io.quorate.feature.GapRule;
import io.quorate.market.BarSeries;
import io.quorate.market.DedupeRule;
import io.quorate.market.ReleaseBuffer;
import io.quorate.schema.market.MarketEvent;
import io.quorate.schema.market.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trades to bars, by the classes the job uses: released in order of event time, id, row; repeats of an id dropped; no
 * bar without a trade. A result bears the open time of its bar.
 */
public final class BarRows implements RowStep {

    private static final long serialVersionUID = 1L;

    private static final List<String> COLUMNS = List.of("open", "high", "low", "close", "volume", "trades", "vwap");

    private final long intervalMs;
    private final long latenessMs;
    private final DedupeRule dedupe;
    private final GapRule gaps;
    private final long staleAfterMs;

    /**
     * Bars of one length.
     *
     * @param latenessMs how far a trade may be behind the newest of its symbol; a trade beyond it is dropped and counted,
     *     with 0 it is an error
     * @param gaps fills missing bars inside its session, flagged in a column of their own
     * @param staleAfterMs age of its last trade at its close beyond which a bar is flagged stale, as a filled one always
     *     is; 0 for no such column
     */
    public BarRows(long intervalMs, long latenessMs, DedupeRule dedupe, GapRule gaps, long staleAfterMs) {
        this.gaps = gaps;
        this.staleAfterMs = staleAfterMs;
        this.intervalMs = intervalMs;
        this.latenessMs = latenessMs;
        this.dedupe = dedupe;
    }

    @Override
    public boolean readsBars() {
        return false;
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (gaps.session() != null) {
            columns.add("filled");
        }
        if (staleAfterMs > 0) {
            columns.add("stale");
        }
        return List.copyOf(columns);
    }

    @Override
    public Lane newLane() {
        return new BarLane();
    }

    private final class BarLane implements Lane {
        private final ReleaseBuffer buffer = new ReleaseBuffer(dedupe);
        private final BarSeries bars = new BarSeries(intervalMs);
        private final ResultRow result = new ResultRow();
        private final int width = columns().size();
        private @Nullable Sample last;
        private long newestMs = Long.MIN_VALUE;
        private long late;

        @Override
        public void next(MarketRow row, Consumer<ResultRow> sink) {
            MarketEvent trade =
                    MarketEvent.trade(row.venue, row.symbol, row.tsMs, row.id, row.close, row.volume, 0, row.ordinal);
            if (!buffer.add(trade)) {
                if (latenessMs == 0) {
                    throw new IllegalArgumentException("expected trades of " + row.symbol + " in time order, was "
                            + row.tsMs + " after " + newestMs + "; --lateness allows disorder");
                }
                late++;
                return;
            }
            if (row.tsMs > newestMs) {
                newestMs = row.tsMs;
                advance(newestMs - latenessMs - 1, row.ordinal, sink);
            }
        }

        private void advance(long watermarkMs, long ordinal, Consumer<ResultRow> sink) {
            result.ordinal = ordinal;
            result.place = 0;
            buffer.advance(watermarkMs, bars::add);
            bars.close(watermarkMs, (bar, lastTradeMs) -> {
                Sample before = last;
                if (before != null) {
                    gaps.fill(
                            before.tsMs(),
                            bar.tsMs(),
                            intervalMs,
                            closeMs -> write(carried(before, closeMs), 1, 1, sink));
                }
                last = bar;
                write(bar, 0, bar.tsMs() - lastTradeMs > staleAfterMs ? 1 : 0, sink);
            });
        }

        private Sample carried(Sample before, long closeMs) {
            double close = before.close();
            return new Sample(before.symbol(), closeMs, close, close, close, close, 0, 0, close, intervalMs);
        }

        private void write(Sample bar, double filled, double stale, Consumer<ResultRow> sink) {
            double[] values = new double[width];
            values[0] = bar.open();
            values[1] = bar.high();
            values[2] = bar.low();
            values[3] = bar.close();
            values[4] = bar.volume();
            values[5] = bar.trades();
            values[6] = bar.vwap();
            if (gaps.session() != null) {
                values[COLUMNS.size()] = filled;
            }
            if (staleAfterMs > 0) {
                values[width - 1] = stale;
            }
            result.symbol = bar.symbol();
            result.tsMs = bar.tsMs() - intervalMs;
            result.values = values;
            sink.accept(result);
            result.place++;
        }

        @Override
        public void end(Consumer<ResultRow> sink) {
            advance(Long.MAX_VALUE, Long.MAX_VALUE, sink);
        }

        @Override
        public long duplicates() {
            return buffer.duplicates();
        }

        @Override
        public long late() {
            return late;
        }
    }
}
