package io.quorate.backtest;

import io.quorate.execution.PaperVenue;
import io.quorate.schema.decision.Side;
import io.quorate.schema.execution.Execution;
import io.quorate.schema.market.Sample;

/** A position while it is held: what its fills and samples add up to. */
final class OpenTrade {

    private static final double MICROS = 1e6;

    private final String portfolio;
    private final String symbol;
    private final Side side;
    private final long entryMs;
    private final String decisionId;
    private long heldMicros;
    private long enteredMicros;
    private long entryNotionalMicros;
    private long exitNotionalMicros;
    private long exitedMicros;
    private long entryFeesMicros;
    private long feesMicros;
    private long realisedMicros;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private boolean enteredInside;

    OpenTrade(Execution first) {
        this.portfolio = first.portfolio();
        this.symbol = first.symbol();
        this.side = first.side();
        this.entryMs = first.tsMs();
        this.decisionId = first.decisionId();
    }

    void enter(Execution e) {
        heldMicros += e.quantityMicros();
        enteredMicros += e.quantityMicros();
        entryNotionalMicros += PaperVenue.notionalMicros(e.quantityMicros(), e.price());
        entryFeesMicros += e.feeMicros();
        feesMicros += e.feeMicros();
        see(e.price());
        enteredInside = e.maker();
    }

    void leave(Execution e) {
        heldMicros -= e.quantityMicros();
        exitedMicros += e.quantityMicros();
        exitNotionalMicros += PaperVenue.notionalMicros(e.quantityMicros(), e.price());
        feesMicros += e.feeMicros();
        realisedMicros += e.realisedMicros();
        see(e.price());
    }

    void see(double price) {
        lowest = Math.min(lowest, price);
        highest = Math.max(highest, price);
    }

    /** A sample after whose close it is still held. */
    void held(Sample sample) {
        if (enteredInside && sample.tsMs() == entryMs) {
            see(sample.close());
        } else {
            see(sample.low());
            see(sample.high());
        }
    }

    boolean over() {
        return heldMicros <= 0;
    }

    Side side() {
        return side;
    }

    double quantity() {
        return heldMicros / MICROS;
    }

    long entryMs() {
        return entryMs;
    }

    BacktestTrade trade(Execution last) {
        double entry = (double) entryNotionalMicros / enteredMicros;
        double exit = (double) exitNotionalMicros / exitedMicros;
        double below = lowest / entry - 1;
        double above = highest / entry - 1;
        long profitMicros = realisedMicros - entryFeesMicros;
        return new BacktestTrade(
                portfolio,
                symbol,
                side,
                entryMs,
                last.tsMs(),
                entry,
                exit,
                enteredMicros / MICROS,
                profitMicros / MICROS,
                entryNotionalMicros == 0 ? 0 : (double) profitMicros / entryNotionalMicros,
                Math.min(0, side == Side.LONG ? below : -above),
                Math.max(0, side == Side.LONG ? above : -below),
                feesMicros / MICROS,
                last.reason(),
                decisionId);
    }
}
