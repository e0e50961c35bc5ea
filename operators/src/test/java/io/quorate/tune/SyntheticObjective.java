package io.quorate.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A function with a known optimum over a space, all minimised. */
record SyntheticObjective(String name, ParameterSpace space, int objectives, Function<Assignment, double[]> function) {

    private static final double[] HARTMANN_ALPHA = {1, 1.2, 3, 3.2};
    private static final double[][] HARTMANN_A = {
        {10, 3, 17, 3.5, 1.7, 8}, {.05, 10, 17, .1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, .05, 10, .1, 14}
    };
    private static final double[][] HARTMANN_P = {
        {1312, 1696, 5569, 124, 8283, 5886},
        {2329, 4135, 8307, 3736, 1004, 9991},
        {2348, 1451, 3522, 2883, 3047, 6650},
        {4047, 8828, 8732, 5743, 1091, 381}
    };

    private record Peak(double base, double logRate, double depth) {}

    private static final Map<String, Peak> MODELS = Map.of(
            "rf",
            new Peak(.25, -1, 20),
            "xgb",
            new Peak(0, -2, 7),
            "svm",
            new Peak(.15, -3, 3),
            "lr",
            new Peak(.4, -.5, 1));
    private static final Map<String, Double> SCALERS = Map.of("none", .10, "std", 0.0, "robust", .03);

    static List<SyntheticObjective> all() {
        return List.of(
                branin(),
                hartmann6(),
                mixed(),
                zdt1(),
                rosenbrock(),
                ackley(),
                rastrigin(),
                conditional(),
                steps(),
                dtlz2());
    }

    static SyntheticObjective named(String name) {
        return all().stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
    }

    /** Trials with the sampler in generations, told in between. */
    List<FinishedTrial> search(Sampler sampler, int trials, int generation) {
        List<FinishedTrial> told = new ArrayList<>();
        while (told.size() < trials) {
            int first = told.size();
            List<Assignment> asked = sampler.ask(told, first, Math.min(generation, trials - first));
            for (int k = 0; k < asked.size(); k++) {
                told.add(FinishedTrial.complete(first + k, asked.get(k), function.apply(asked.get(k))));
            }
        }
        return told;
    }

    static SyntheticObjective branin() {
        return new SyntheticObjective(
                "branin",
                new ParameterSpace(List.of(new FloatParameter("x1", -5, 10), new FloatParameter("x2", 0, 15))),
                1,
                a -> {
                    double x = a.number("x1");
                    double t = a.number("x2") - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
                    return new double[] {t * t + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10};
                });
    }

    static SyntheticObjective hartmann6() {
        return new SyntheticObjective("hartmann6", cube(6, 0, 1), 1, a -> {
            double[] x = point(a);
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                double inner = 0;
                for (int j = 0; j < 6; j++) {
                    double delta = x[j] - 1e-4 * HARTMANN_P[i][j];
                    inner += HARTMANN_A[i][j] * delta * delta;
                }
                sum -= HARTMANN_ALPHA[i] * Math.exp(-inner);
            }
            return new double[] {sum};
        });
    }

    /** Two names, a whole number, a logarithm, a stepped whole number, a number with ripples; optimum 0. */
    static SyntheticObjective mixed() {
        ParameterSpace space = new ParameterSpace(List.of(
                new CategoricalParameter("model", List.of("rf", "xgb", "svm", "lr")),
                new CategoricalParameter("scaler", List.of("none", "std", "robust")),
                new IntParameter("depth", 1, 32),
                new FloatParameter("lr", 1e-5, 1, true, 0, null),
                new IntParameter("window", 5, 50, 5, false, null),
                new FloatParameter("thr", .5, .95)));
        return new SyntheticObjective("mixed", space, 1, a -> {
            Peak peak = Objects.requireNonNull(MODELS.get(a.text("model")));
            double rate = Math.log10(a.number("lr")) - peak.logRate();
            double depth = a.integer("depth") - peak.depth();
            double window = a.integer("window") - 20;
            double threshold = a.number("thr") - .62;
            return new double[] {
                peak.base()
                        + Objects.requireNonNull(SCALERS.get(a.text("scaler")))
                        + .10 * rate * rate
                        + .004 * depth * depth
                        + .0005 * window * window
                        + 4 * threshold * threshold
                        + .05 * (1 - Math.cos(2 * Math.PI * threshold / .11))
                        + .02 * Math.abs(rate) * Math.abs(depth) / 4
            };
        });
    }

    static SyntheticObjective zdt1() {
        return new SyntheticObjective("zdt1_5", cube(5, 0, 1), 2, a -> {
            double[] x = point(a);
            double g = 1 + 9 * (x[1] + x[2] + x[3] + x[4]) / 4;
            return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
        });
    }

    static SyntheticObjective rosenbrock() {
        return new SyntheticObjective("rosenbrock4", cube(4, -2, 2), 1, a -> {
            double[] x = point(a);
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double valley = x[i + 1] - x[i] * x[i];
                sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            }
            return new double[] {sum};
        });
    }

    static SyntheticObjective ackley() {
        return new SyntheticObjective("ackley5", cube(5, -20, 30), 1, a -> {
            double[] x = point(a);
            double square = 0;
            double cosine = 0;
            for (double v : x) {
                square += v * v / x.length;
                cosine += Math.cos(2 * Math.PI * v) / x.length;
            }
            return new double[] {-20 * Math.exp(-.2 * Math.sqrt(square)) - Math.exp(cosine) + 20 + Math.E};
        });
    }

    static SyntheticObjective rastrigin() {
        return new SyntheticObjective("rastrigin4", cube(4, -4, 6), 1, a -> {
            double sum = 0;
            for (double v : point(a)) {
                sum += v * v - 10 * Math.cos(2 * Math.PI * v) + 10;
            }
            return new double[] {sum};
        });
    }

    /** A name that decides which other parameters there are, two levels deep; optimum 0 at net with momentum. */
    static SyntheticObjective conditional() {
        Condition tree = new Condition("model", List.of("tree"));
        Condition net = new Condition("model", List.of("net"));
        Condition momentum = new Condition("optimiser", List.of("momentum"));
        ParameterSpace space = new ParameterSpace(List.of(
                new CategoricalParameter("model", List.of("tree", "net", "line")),
                new FloatParameter("threshold", 0, 1),
                new IntParameter("depth", 1, 16, 1, false, tree),
                new FloatParameter("share", .1, 1, false, .1, tree),
                new FloatParameter("rate", 1e-5, 1, true, 0, net),
                new IntParameter("units", 4, 512, 1, true, net),
                new CategoricalParameter("optimiser", List.of("plain", "momentum"), net),
                new FloatParameter("momentum", 0, 1, false, 0, momentum)));
        return new SyntheticObjective("conditional", space, 1, a -> {
            double t = a.number("threshold") - .3;
            double loss = 2 * t * t;
            switch (a.text("model")) {
                case "tree" -> {
                    double d = a.integer("depth") - 6;
                    double s = a.number("share") - .7;
                    loss += .1 + .01 * d * d + s * s;
                }
                case "net" -> {
                    double r = Math.log10(a.number("rate")) + 2;
                    double u = Math.log(a.integer("units") / 64.0);
                    loss += .2 * r * r + .1 * u * u;
                    loss += a.has("momentum") ? (a.number("momentum") - .9) * (a.number("momentum") - .9) : .08;
                }
                default -> loss += .3;
            }
            return new double[] {loss};
        });
    }

    /** Only grids and names: 5 million assignments; optimum 0. */
    static SyntheticObjective steps() {
        ParameterSpace space = new ParameterSpace(List.of(
                new IntParameter("a", 1, 100),
                new IntParameter("b", 1, 1024, 1, true, null),
                new FloatParameter("c", 0, 1, false, .1, null),
                new CategoricalParameter("d", List.of("p", "q", "r", "s", "t"))));
        return new SyntheticObjective("steps", space, 1, a -> {
            double x = (a.integer("a") - 37) / 20.0;
            double y = Math.log(a.integer("b") / 30.0);
            double z = a.number("c") - .6;
            return new double[] {x * x + y * y + 3 * z * z + (a.text("d").equals("r") ? 0 : .5) + .3 * Math.abs(x * y)};
        });
    }

    static SyntheticObjective dtlz2() {
        return new SyntheticObjective("dtlz2", cube(7, 0, 1), 3, a -> {
            double[] x = point(a);
            double g = 0;
            for (int i = 2; i < x.length; i++) {
                g += (x[i] - .5) * (x[i] - .5);
            }
            double u = x[0] * Math.PI / 2;
            double v = x[1] * Math.PI / 2;
            return new double[] {
                (1 + g) * Math.cos(u) * Math.cos(v), (1 + g) * Math.cos(u) * Math.sin(v), (1 + g) * Math.sin(u)
            };
        });
    }

    private static ParameterSpace cube(int dimensions, double low, double high) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 1; i <= dimensions; i++) {
            parameters.add(new FloatParameter("x" + i, low, high));
        }
        return new ParameterSpace(parameters);
    }

    private static double[] point(Assignment a) {
        return a.values().values().stream().mapToDouble(v -> (Double) v).toArray();
    }
}
