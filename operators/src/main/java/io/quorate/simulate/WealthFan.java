package io.quorate.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How wealth spreads along the way: its quantiles after some of the steps, of the first paths of a plan.
 *
 * @param paths number of paths looked at
 * @param steps after how many steps, ascending from 0 to the last
 * @param quantiles which ones
 * @param bands wealth by quantile, then by place in {@code steps}
 */
public record WealthFan(int paths, List<Integer> steps, List<Double> quantiles, List<List<Double>> bands) {

    private static final int MOST_PATHS = 10_000;
    private static final int MOST_PLACES = 60;
    private static final List<Double> QUANTILES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    public WealthFan {
        steps = List.copyOf(steps);
        quantiles = List.copyOf(quantiles);
        bands = bands.stream().map(List::copyOf).toList();
    }

    /** Simulates the first 10,000 paths again, on this thread, and looks at up to 61 places. */
    public static WealthFan of(SimulationPlan plan) {
        int paths = (int) Math.min(MOST_PATHS, plan.paths());
        int[] places = places(plan.steps());
        double[][] wealth = new double[places.length][paths];
        Arrays.fill(wealth[0], 1);
        GrowthTile tile = plan.model().tile(plan.seed(), plan.steps());
        PathMeasures measures = new PathMeasures(tile.lanes());
        double[] growth = new double[tile.lanes()];
        for (int first = 0; first < paths; first += tile.lanes()) {
            tile.start(first);
            measures.start();
            int place = 1;
            for (int step = 1; step <= plan.steps(); step++) {
                tile.next(growth);
                measures.step(growth);
                if (step == places[place]) {
                    for (int j = 0; j < tile.lanes() && first + j < paths; j++) {
                        wealth[place][first + j] = measures.wealth(j);
                    }
                    place++;
                }
            }
        }
        return of(paths, places, wealth);
    }

    private static WealthFan of(int paths, int[] places, double[][] wealth) {
        List<List<Double>> bands = new ArrayList<>();
        QUANTILES.forEach(q -> bands.add(new ArrayList<>()));
        for (double[] values : wealth) {
            SortedValues sorted = new SortedValues(values);
            for (int i = 0; i < QUANTILES.size(); i++) {
                bands.get(i).add(sorted.quantile(QUANTILES.get(i)));
            }
        }
        return new WealthFan(paths, Arrays.stream(places).boxed().toList(), QUANTILES, bands);
    }

    private static int[] places(int steps) {
        int last = Math.min(MOST_PLACES, steps);
        int[] places = new int[last + 1];
        for (int i = 0; i <= last; i++) {
            places[i] = (int) ((long) steps * i / last);
        }
        return places;
    }
}
