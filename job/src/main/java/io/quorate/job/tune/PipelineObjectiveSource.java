package io.quorate.job.tune;

import io.quorate.feature.FeatureLayout;
import io.quorate.job.fault.UserError;
import io.quorate.job.training.InputKind;
import io.quorate.job.training.MarketHistory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the objective of the pipeline from files of history, wherever trials run. */
public final class PipelineObjectiveSource implements ObjectiveSource {
    private static final long serialVersionUID = 1L;
    private static final String BARS_PATH = "features.bars_min";

    private final ObjectiveRequest request;
    private final LinkedHashMap<String, String> identity;

    private PipelineObjectiveSource(ObjectiveRequest request, LinkedHashMap<String, String> identity) {
        this.request = request;
        this.identity = identity;
    }

    /** Sources of the pipeline. */
    public static ObjectiveFactory factory() {
        return new ObjectiveFactory() {
            @Override
            public ObjectiveSource source(ObjectiveRequest request) {
                return PipelineObjectiveSource.of(request);
            }

            @Override
            public List<TunablePath> paths() {
                return PipelinePaths.all();
            }
        };
    }

    /** Checks what is asked; throws UserError with all that is wrong. The files are only read to know them again. */
    public static PipelineObjectiveSource of(ObjectiveRequest request) {
        List<String> errors = new ArrayList<>();
        collect(errors, () -> ObjectiveSettingsReader.read(request.settingsJson()));
        collect(errors, () -> PipelineFigures.shape(request.objectives()));
        if (request.inputs().isEmpty()) {
            errors.add("expected files of history, was none");
        }
        LinkedHashMap<String, String> identity = new LinkedHashMap<>();
        for (int i = 0; i < request.inputs().size(); i++) {
            Path file = Path.of(request.inputs().get(i));
            String name = "input " + (i + 1);
            collect(errors, () -> identity.put(name, sha256(file)));
        }
        boolean bars =
                request.fixedPaths().contains(BARS_PATH) || request.tunedPaths().contains(BARS_PATH);
        if (errors.isEmpty() && bars && InputKind.of(Path.of(request.inputs().get(0))) == InputKind.BARS) {
            errors.add(BARS_PATH + ": expected files of trades to build bars from, was files of ready bars;"
                    + " features.higher makes features of longer bars");
        }
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        identity.put("settings", request.settingsJson());
        identity.put("features", FeatureLayout.CONVENTIONS);
        return new PipelineObjectiveSource(request, identity);
    }

    private static void collect(List<String> errors, Runnable check) {
        try {
            check.run();
        } catch (UserError e) {
            errors.addAll(e.lines());
        }
    }

    private static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException e) {
            throw UserError.wrongUse(file + ": expected a readable file of history, was "
                    + e.getClass().getSimpleName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public ObjectiveShape shape() {
        return PipelineFigures.shape(request.objectives());
    }

    @Override
    public List<TunablePath> paths() {
        return PipelinePaths.all();
    }

    @Override
    public List<FigureRange> figures() {
        return PipelineFigures.ranges();
    }

    @Override
    public Map<String, String> identity() {
        return Collections.unmodifiableMap(identity);
    }

    @Override
    public PipelineObjective open() {
        ObjectiveSettings settings = ObjectiveSettingsReader.read(request.settingsJson());
        List<Path> files = request.inputs().stream().map(Path::of).toList();
        TrialHistory history = TrialHistory.of(MarketHistory.read(files, 0), settings);
        return new PipelineObjective(shape(), settings, history);
    }
}
