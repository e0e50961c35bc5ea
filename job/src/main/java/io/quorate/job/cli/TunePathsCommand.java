package io.quorate.job.cli;

import io.quorate.job.tune.TunablePath;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what a space file may tune or fix. */
@Command(name = "paths", description = "List what a space file may tune or fix, with the values that are allowed.")
final class TunePathsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        List<TunablePath> paths = TuneObjectives.pipeline().paths();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (TunablePath path : paths) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("path", path.path());
                row.put("kind", path.kind().name());
                row.put("low", Double.isFinite(path.low()) ? path.low() : null);
                row.put("high", Double.isFinite(path.high()) ? path.high() : null);
                row.put("choices", path.choices());
                row.put("description", path.description());
                rows.add(row);
            }
            out.println(JsonText.of(rows));
        } else {
            paths.forEach(path -> out.println(path.path() + ": " + allowed(path) + ". " + path.description()));
        }
        out.flush();
        return 0;
    }

    private static String allowed(TunablePath path) {
        return switch (path.kind()) {
            case TEXT -> path.choices().isEmpty() ? "a text" : "one of " + String.join(", ", path.choices());
            case INTEGER -> "a whole number" + range(path, Long.toString((long) path.low()), (long) path.high() + "");
            case NUMBER -> "a number" + range(path, Double.toString(path.low()), Double.toString(path.high()));
        };
    }

    private static String range(TunablePath path, String low, String high) {
        String from = Double.isFinite(path.low()) ? " from " + low : "";
        return from + (Double.isFinite(path.high()) ? " to " + high : "");
    }
}
