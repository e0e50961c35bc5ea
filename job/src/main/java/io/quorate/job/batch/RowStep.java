package io.quorate.job.batch;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * What turns rows into results, symbol by symbol: the same in this process and in a Flink job. The step itself has no
 * state; {@link Lane} has that of one symbol.
 */
public interface RowStep extends Serializable {

    /** Whether the rows are bars; otherwise trades. */
    boolean readsBars();

    /** Names of the numbers of a result, after symbol and ts_ms. */
    List<String> columns();

    /** The state of a symbol before its first row. */
    Lane newLane();

    /** One symbol. */
    interface Lane {

        /**
         * Takes the next row. The results handed out are valid until the sink returns.
         *
         * @throws IllegalArgumentException when the row cannot follow the one before
         */
        void next(MarketRow row, Consumer<ResultRow> sink);

        /** Hands out what waited for later rows. */
        void end(Consumer<ResultRow> sink);

        /** Rows that repeated an identity. */
        default long duplicates() {
            return 0;
        }

        /** Rows further behind than allowed. */
        default long late() {
            return 0;
        }
    }
}
