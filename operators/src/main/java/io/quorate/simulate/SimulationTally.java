package io.quorate.simulate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a set of paths came to. Made of integers, extremes and sums without rounding, so that the tallies of any parts,
 * merged in any order, are the tally of the whole. Its size depends on the paths only while every value is kept.
 */
public final class SimulationTally {

    private final SimulationPlan plan;
    private final double[] ruinLevels;
    private final long[] ruined;
    private final ExactSum wealthSum = new ExactSum();
    private final ExactSum squareSum = new ExactSum();
    private final ExactSum drawdownSum = new ExactSum();
    private final ValueList wealths = new ValueList();
    private final ValueList drawdowns = new ValueList();
    private final Bins wealthBins = WealthBins.empty();
    private final Bins drawdownBins = DrawdownBins.empty();
    private final Bins longestBins;
    private long paths;
    private long losses;
    private long underWaterSteps;
    private double leastWealth = Double.POSITIVE_INFINITY;
    private double mostWealth;
    private double mostDrawdown;

    /** An empty tally. */
    public SimulationTally(SimulationPlan plan) {
        this.plan = plan;
        this.ruinLevels = plan.ruinLevels().stream().mapToDouble(level -> level).toArray();
        this.ruined = new long[ruinLevels.length];
        this.longestBins = new Bins(plan.steps() + 1);
    }

    /** Adds the paths of the first lanes of a tile. */
    void add(PathMeasures measures, int lanes, double certainWealth) {
        boolean certain = !Double.isNaN(certainWealth);
        for (int j = 0; j < lanes; j++) {
            double wealth = certain ? certainWealth : measures.wealth(j);
            double drawdown = measures.drawdown(j);
            if (plan.exact()) {
                wealths.add(wealth);
                drawdowns.add(drawdown);
            } else {
                wealthBins.add(WealthBins.bin(wealth));
                drawdownBins.add(DrawdownBins.bin(drawdown));
            }
            wealthSum.add(wealth);
            squareSum.add(wealth * wealth);
            drawdownSum.add(drawdown);
            losses += wealth < 1 ? 1 : 0;
            leastWealth = Math.min(leastWealth, wealth);
            mostWealth = Math.max(mostWealth, wealth);
            mostDrawdown = Math.max(mostDrawdown, drawdown);
            for (int i = 0; i < ruinLevels.length && drawdown >= ruinLevels[i]; i++) {
                ruined[i]++;
            }
            longestBins.add(measures.longestUnderWater(j));
            underWaterSteps += measures.underWater(j);
        }
        paths += lanes;
    }

    /** Adds all of another tally of the same plan. */
    public void add(SimulationTally other) {
        wealthSum.add(other.wealthSum);
        squareSum.add(other.squareSum);
        drawdownSum.add(other.drawdownSum);
        wealths.add(other.wealths);
        drawdowns.add(other.drawdowns);
        wealthBins.add(other.wealthBins);
        drawdownBins.add(other.drawdownBins);
        longestBins.add(other.longestBins);
        for (int i = 0; i < ruined.length; i++) {
            ruined[i] += other.ruined[i];
        }
        paths += other.paths;
        losses += other.losses;
        underWaterSteps += other.underWaterSteps;
        leastWealth = Math.min(leastWealth, other.leastWealth);
        mostWealth = Math.max(mostWealth, other.mostWealth);
        mostDrawdown = Math.max(mostDrawdown, other.mostDrawdown);
    }

    /** The figures of the paths. */
    public SimulationFigures figures() {
        boolean exact = plan.exact();
        return new SimulationFigures(
                plan,
                paths,
                exact ? new SortedValues(wealths.copy()) : new WealthBins(wealthBins),
                exact ? new SortedValues(drawdowns.copy()) : new DrawdownBins(drawdownBins),
                new StepBins(longestBins),
                moments(),
                losses,
                ruined.clone(),
                underWaterSteps);
    }

    private SimulationFigures.Moments moments() {
        return new SimulationFigures.Moments(
                wealthSum.mean(paths),
                squareSum.mean(paths),
                leastWealth,
                mostWealth,
                drawdownSum.mean(paths),
                mostDrawdown);
    }

    /** Writes all that {@link #read} needs besides the plan. */
    public void write(DataOutput out) throws IOException {
        for (ExactSum sum : new ExactSum[] {wealthSum, squareSum, drawdownSum}) {
            sum.write(out);
        }
        wealths.write(out);
        drawdowns.write(out);
        for (Bins bins : new Bins[] {wealthBins, drawdownBins, longestBins}) {
            bins.write(out);
        }
        for (long count : ruined) {
            out.writeLong(count);
        }
        out.writeLong(paths);
        out.writeLong(losses);
        out.writeLong(underWaterSteps);
        out.writeDouble(leastWealth);
        out.writeDouble(mostWealth);
        out.writeDouble(mostDrawdown);
    }

    /** The tally that was written under a plan. */
    public static SimulationTally read(SimulationPlan plan, DataInput in) throws IOException {
        SimulationTally tally = new SimulationTally(plan);
        for (ExactSum sum : new ExactSum[] {tally.wealthSum, tally.squareSum, tally.drawdownSum}) {
            sum.read(in);
        }
        tally.wealths.read(in);
        tally.drawdowns.read(in);
        for (Bins bins : new Bins[] {tally.wealthBins, tally.drawdownBins, tally.longestBins}) {
            bins.read(in);
        }
        for (int i = 0; i < tally.ruined.length; i++) {
            tally.ruined[i] = in.readLong();
        }
        tally.paths = in.readLong();
        tally.losses = in.readLong();
        tally.underWaterSteps = in.readLong();
        tally.leastWealth = in.readDouble();
        tally.mostWealth = in.readDouble();
        tally.mostDrawdown = in.readDouble();
        return tally;
    }
}
