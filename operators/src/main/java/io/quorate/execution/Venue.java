package io.quorate.execution;

import io.quorate.schema.market.Sample;
import io.quorate.schema.state.OrderState;
import io.quorate.schema.state.PortfolioState;
import org.jspecify.annotations.Nullable;

/** Where the pending orders of a portfolio meet the samples. */
public interface Venue {

    /** An external venue: no sample fills anything; see {@link ExternalBook}. */
    Venue EXTERNAL = new Venue() {
        @Override
        public VenueResult work(PortfolioState state, OrderState order, Sample sample, long seq) {
            return VenueResult.NOTHING;
        }

        @Override
        public @Nullable ClosedTrade fill(
                PortfolioState state, OrderState order, Sample sample, long seq, double referencePrice) {
            return null;
        }
    };

    /** Works a pending order against a sample. */
    VenueResult work(PortfolioState state, OrderState order, Sample sample, long seq);

    /** Fills an order at once; gives the trade when that closed the position. */
    @Nullable
    ClosedTrade fill(PortfolioState state, OrderState order, Sample sample, long seq, double referencePrice);
}
