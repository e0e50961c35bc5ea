package io.quorate.job.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the axes of a {@link ParallelPlot}.
 *
 * @param name what it measures
 * @param places where each row lies, from 0 to 1; NaN where the row has no such value
 * @param ticks what to write where
 */
public record ParallelAxis(String name, double[] places, List<Tick> ticks) {

    /** A text at a place from 0 to 1. */
    public record Tick(double place, String text) {}

    public ParallelAxis {
        places = places.clone();
        ticks = List.copyOf(ticks);
    }

    /** Numbers between the least and the greatest of them; NaN for none. */
    public static ParallelAxis of(String name, double[] values, boolean log) {
        double[] scaled = values.clone();
        if (log) {
            Arrays.setAll(scaled, i -> StrictMath.log(scaled[i]));
        }
        double least = Arrays.stream(scaled).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(scaled).filter(Double::isFinite).max().orElse(0);
        double width = most - least;
        double[] places = new double[scaled.length];
        Arrays.setAll(
                places, i -> Double.isFinite(scaled[i]) ? width > 0 ? (scaled[i] - least) / width : 0.5 : Double.NaN);
        List<Tick> ticks = new ArrayList<>();
        if (width > 0) {
            ticks.add(new Tick(0, PlotNumbers.text(log ? StrictMath.exp(least) : least)));
            ticks.add(new Tick(1, PlotNumbers.text(log ? StrictMath.exp(most) : most)));
        } else if (Arrays.stream(scaled).anyMatch(Double::isFinite)) {
            ticks.add(new Tick(0.5, PlotNumbers.text(log ? StrictMath.exp(least) : least)));
        }
        return new ParallelAxis(name, places, ticks);
    }

    /** Choices in declared order; null for none. */
    public static ParallelAxis of(String name, List<String> choices, List<@Nullable String> values) {
        double last = Math.max(1, choices.size() - 1);
        double[] places = new double[values.size()];
        for (int i = 0; i < places.length; i++) {
            int choice = choices.indexOf(values.get(i));
            places[i] = choice < 0 ? Double.NaN : choices.size() == 1 ? 0.5 : choice / last;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            ticks.add(new Tick(choices.size() == 1 ? 0.5 : i / last, choices.get(i)));
        }
        return new ParallelAxis(name, places, ticks);
    }

    @Override
    public double[] places() {
        return places.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParallelAxis that
                && name.equals(that.name)
                && Arrays.equals(places, that.places)
                && ticks.equals(that.ticks);
    }

    @Override
    public int hashCode() {
        return name.hashCode() + 31 * Arrays.hashCode(places);
    }
}
