package io.quorate.job.cli;

import io.quorate.job.fault.UserError;
import io.quorate.job.simulation.ModelFile;
import io.quorate.job.simulation.SimulationRequest;
import io.quorate.job.table.ReturnsFile;
import io.quorate.simulate.BlockModel;
import io.quorate.simulate.BootstrapModel;
import io.quorate.simulate.GbmModel;
import io.quorate.simulate.PathModel;
import io.quorate.simulate.PermutationModel;
import io.quorate.simulate.RegimeJumpFit;
import io.quorate.simulate.SimulationMethod;
import io.quorate.simulate.SimulationPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What is simulated. */
public final class SimulateMixin {
    private static final int USUAL_BLOCK = 20;
    private static final long MIB = 1 << 20;

    /** Values are copied while they are collected and sorted. */
    private static final int COPIES = 4;

    @Option(
            names = "--returns",
            paramLabel = "FILE",
            description = "Table of simple returns, one row a step: CSV, .gz or .parquet.")
    private @Nullable Path returns;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "Column of the returns; else the only one, or the one named return, returns, ret or r.")
    private @Nullable String column;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "bootstrap",
            converter = MethodConverter.class,
            description = "bootstrap: returns drawn with replacement. block: blocks of consecutive ones. permutation:"
                    + " all of them in random order. gbm: normal log returns. regime-jump: two regimes with jumps"
                    + " (default: ${DEFAULT-VALUE}).")
    private SimulationMethod method = SimulationMethod.BOOTSTRAP;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description =
                    "Parameters of gbm or regime-jump, YAML or JSON, or the output of an earlier run; otherwise they"
                            + " are fitted to the returns.")
    private @Nullable Path parameters;

    @Option(
            names = "--paths",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Number of paths (default: ${DEFAULT-VALUE}).")
    private long paths;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Steps of a path (default: as many as there are returns).")
    private @Nullable Integer steps;

    @Option(names = "--block", paramLabel = "N", description = "Steps in a block of --method block (default: 20).")
    private @Nullable Integer block;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of every draw (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--ruin",
            split = ",",
            paramLabel = "LEVEL",
            defaultValue = "0.1,0.2,0.5",
            description = "Drawdowns that count as ruin, ascending, above 0 and up to 1 (default: ${DEFAULT-VALUE}).")
    private List<Double> ruin = List.of();

    @Option(
            names = "--initial",
            paramLabel = "EQUITY",
            defaultValue = "1",
            description = "Equity at the start (default: ${DEFAULT-VALUE}).")
    private double initial;

    @Option(
            names = "--exact-memory",
            paramLabel = "MIB",
            defaultValue = "64",
            description =
                    "Quantiles are exact while the values of all paths fit, 16 bytes each; otherwise they are counted"
                            + " in bins of a stated error (default: ${DEFAULT-VALUE}).")
    private long exactMemoryMib;

    /** The request; throws UserError for a file and ParameterException for an option that does not fit. */
    SimulationRequest request(CommandLine line) {
        check(line);
        double[] values =
                returns == null ? null : ReturnsFile.read(returns, column).returns();
        int length = steps != null ? steps : values == null ? 0 : values.length;
        try {
            PathModel model = model(values);
            long exactPaths = exactMemoryMib * MIB / SimulationPlan.BYTES_PER_EXACT_PATH;
            return new SimulationRequest(
                    new SimulationPlan(model, length, paths, seed, ruin, exactPaths),
                    initial,
                    values == null ? 0 : values.length,
                    values == null
                            ? 0
                            : (int) Arrays.stream(values).filter(r -> r <= -1).count(),
                    method == SimulationMethod.BLOCK ? blockSteps() : 0);
        } catch (IllegalArgumentException e) {
            throw UserError.wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private void check(CommandLine line) {
        boolean parametric = method == SimulationMethod.GBM || method == SimulationMethod.REGIME_JUMP;
        if (parameters != null && !parametric) {
            throw new ParameterException(
                    line, "expected --parameters only with gbm or regime-jump, was " + SimulationRequest.name(method));
        }
        if (block != null && method != SimulationMethod.BLOCK) {
            throw new ParameterException(
                    line, "expected --block only with --method block, was " + SimulationRequest.name(method));
        }
        if (returns == null && (parameters == null || steps == null)) {
            throw new ParameterException(
                    line, "expected --returns, or --parameters and --steps with gbm or regime-jump, was neither");
        }
        long mostMib = Runtime.getRuntime().maxMemory() / MIB / COPIES;
        if (exactMemoryMib < 0 || exactMemoryMib > mostMib) {
            throw new ParameterException(
                    line,
                    "expected --exact-memory of 0 to " + mostMib + " MiB, a quarter of this process's heap, was "
                            + exactMemoryMib);
        }
    }

    private int blockSteps() {
        return block == null ? USUAL_BLOCK : block;
    }

    private PathModel model(double @Nullable [] values) {
        if (parameters != null) {
            return ModelFile.read(parameters, method);
        }
        double[] given = values == null ? new double[0] : values;
        return switch (method) {
            case BOOTSTRAP -> new BootstrapModel(given);
            case BLOCK -> new BlockModel(given, blockSteps());
            case PERMUTATION -> new PermutationModel(given);
            case GBM -> GbmModel.fit(given);
            case REGIME_JUMP -> RegimeJumpFit.fit(given);
        };
    }

    /** Reads a method with dashes. */
    static final class MethodConverter implements ITypeConverter<SimulationMethod> {
        @Override
        public SimulationMethod convert(String text) {
            for (SimulationMethod method : SimulationMethod.values()) {
                if (SimulationRequest.name(method).equalsIgnoreCase(text)) {
                    return method;
                }
            }
            throw new TypeConversionException(
                    "expected bootstrap, block, permutation, gbm or regime-jump, was '" + text + "'");
        }
    }
}
