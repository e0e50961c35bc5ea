package io.quorate.job.tune;

import io.quorate.tune.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objectives with known answers over x and y in [0, 1], n and kind: quick, deterministic, and wrong on request.
 *
 * @param behaviour what it does
 * @param objectives 1 or 2
 * @param turns busy turns of a trial, so that it takes a while without sleeping
 */
public record SyntheticSource(Behaviour behaviour, int objectives, int turns) implements ObjectiveSource {

    /** What the objective does. */
    public enum Behaviour {
        /** A smooth bowl with its best at x = .7, y = .3. */
        BOWL,
        /** NaN, infinity, exceptions and refusals where x says so, a bowl elsewhere. */
        MOODY,
        /** Never an answer. */
        BROKEN,
        /** Reports five steps and gives up when told. */
        STEPS
    }

    static final String SPACE = """
            parameters:
              x: {type: float, low: 0, high: 1}
              y: {type: float, low: 0.001, high: 1, log: true}
              kind: {type: categorical, choices: [plain, fancy]}
              n: {type: int, low: 1, high: 9, when: {kind: fancy}}
            """;

    public static SyntheticSource bowl() {
        return new SyntheticSource(Behaviour.BOWL, 1, 0);
    }

    static SyntheticSource of(Behaviour behaviour) {
        return new SyntheticSource(behaviour, 1, 0);
    }

    static StudySpace space() {
        return SpaceFile.parse("space.yaml", SPACE).resolve(List.of(), bowl().figures());
    }

    @Override
    public ObjectiveShape shape() {
        List<String> names = List.of("score", "cost").subList(0, objectives);
        return new ObjectiveShape(
                names,
                List.of(ObjectiveShape.Direction.MAXIMISE, ObjectiveShape.Direction.MINIMISE)
                        .subList(0, objectives),
                List.of());
    }

    @Override
    public List<TunablePath> paths() {
        return List.of();
    }

    @Override
    public List<FigureRange> figures() {
        return List.of(new FigureRange("trades", 0, Double.POSITIVE_INFINITY), new FigureRange("share", 0, 1));
    }

    @Override
    public Map<String, String> identity() {
        return Map.of("behaviour", behaviour.name(), "turns", Integer.toString(turns));
    }

    @Override
    public TrialObjective open() {
        return new Objective(this);
    }

    private record Objective(SyntheticSource source) implements TrialObjective {
        @Override
        public ObjectiveShape shape() {
            return source.shape();
        }

        @Override
        public TrialOutcome evaluate(Assignment assignment, TrialSteps steps) throws TrialFailedException {
            double x = assignment.number("x");
            double y = assignment.number("y");
            double score = score(x, y, assignment) + 0 * busy(x);
            switch (source.behaviour) {
                case MOODY -> score = mood(x, score);
                case BROKEN -> throw new TrialFailedException("no data");
                case STEPS -> {
                    for (int step = 0; step < 5; step++) {
                        if (steps.report(step, score - 0.01 * step)) {
                            return TrialOutcome.pruned();
                        }
                    }
                }
                default -> {}
            }
            double[] values = source.objectives == 1 ? new double[] {score} : new double[] {score, x};
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("trades", Math.floor(100 * y));
            figures.put("share", x);
            figures.put("factor", x < 0.5 ? Double.NaN : Double.POSITIVE_INFINITY);
            return new TrialOutcome(values, new double[0], returns(x, y, score), figures);
        }

        private static double score(double x, double y, Assignment assignment) {
            double bonus = assignment.has("n") ? 0.01 * assignment.integer("n") : 0.05;
            return bonus - (x - 0.7) * (x - 0.7) - (y - 0.3) * (y - 0.3);
        }

        private static double mood(double x, double score) throws TrialFailedException {
            int mood = (int) (x * 10);
            return switch (mood) {
                case 0 -> Double.NaN;
                case 1 -> Double.NEGATIVE_INFINITY;
                case 2 -> throw new TrialFailedException("ten rows are not enough");
                case 3 -> throw new IllegalStateException("broken\nin two lines");
                case 4 -> overflow(1);
                default -> score;
            };
        }

        private static double overflow(double depth) {
            return depth < 0 ? 0 : overflow(depth + 1) + 1;
        }

        /** Takes longer the greater x is, so that trials do not end in the order of their numbers. */
        private double busy(double x) {
            double sum = 0;
            for (int i = 0; i < source.turns * x; i++) {
                sum += StrictMath.sin(i);
            }
            return sum;
        }

        private static double[] returns(double x, double y, double score) {
            double[] returns = new double[64];
            for (int i = 0; i < returns.length; i++) {
                returns[i] = 0.001 * score + 0.01 * StrictMath.sin(i * (1 + x) + 10 * y);
            }
            return returns;
        }

        @Override
        public TrialOutcome holdOut(Assignment assignment) throws TrialFailedException {
            return evaluate(assignment, TrialSteps.NONE);
        }

        @Override
        public List<String> writeDeployable(Assignment assignment, Path folder) throws IOException {
            Files.writeString(folder.resolve("strategy.yaml"), "x: " + assignment.number("x") + "\n");
            return List.of("strategy.yaml");
        }
    }
}
