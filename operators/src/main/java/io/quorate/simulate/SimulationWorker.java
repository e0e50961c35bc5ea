package io.quorate.simulate;

/** Makes paths and tallies them, on one thread. */
final class SimulationWorker {

    private final SimulationPlan plan;
    private final GrowthTile tile;
    private final PathMeasures measures;
    private final double[] growth;
    private final double certainWealth;
    private final SimulationTally tally;

    SimulationWorker(SimulationPlan plan) {
        this.plan = plan;
        tile = plan.model().tile(plan.seed(), plan.steps());
        measures = new PathMeasures(tile.lanes());
        growth = new double[tile.lanes()];
        certainWealth = plan.model().certainWealth(plan.steps());
        tally = new SimulationTally(plan);
    }

    /** Paths from one number to before another. */
    void run(long from, long to) {
        for (long first = from; first < to; first += tile.lanes()) {
            tile.start(first);
            measures.start();
            for (int step = 0; step < plan.steps(); step++) {
                tile.next(growth);
                measures.step(growth);
            }
            tally.add(measures, (int) Math.min(tile.lanes(), to - first), certainWealth);
        }
    }

    SimulationTally tally() {
        return tally;
    }
}
