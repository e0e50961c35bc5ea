package io.quorate.backtest;

import io.quorate.control.EpochBook;
import io.quorate.ensemble.EnsembleModel;
import io.quorate.ensemble.ModelShelf;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.EnsembleSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ensembles of a finished control log by event time, and their models. Thread-safe. */
final class EnsembleTimeline {

    private final List<ControlRecord> epochs;
    private final ModelShelf shelf;
    private final Map<String, EnsembleModel> models = new HashMap<>();

    EnsembleTimeline(EpochBook book, ModelShelf shelf) {
        this.epochs = book.ensembles();
        this.shelf = shelf;
    }

    /** Place of the ensemble in force; -1 for none. */
    int at(long tsMs, int guess) {
        int i = Math.max(-1, guess);
        while (i + 1 < epochs.size() && epochs.get(i + 1).effectiveFromMs() <= tsMs) {
            i++;
        }
        while (i >= 0 && epochs.get(i).effectiveFromMs() > tsMs) {
            i--;
        }
        return i;
    }

    /** Model of a place; null for -1. Throws what {@link ModelShelf#model} throws. */
    @Nullable
    EnsembleModel model(int place) {
        return place < 0 ? null : model(Objects.requireNonNull(epochs.get(place).ensemble()));
    }

    synchronized EnsembleModel model(EnsembleSpec spec) {
        EnsembleModel known = models.get(spec.sha256());
        if (known == null) {
            known = shelf.model(spec);
            models.put(spec.sha256(), known);
        }
        return known;
    }

    /** Members of every ensemble, by first appearance. */
    List<String> members() {
        return epochs.stream()
                .flatMap(epoch -> Objects.requireNonNull(epoch.ensemble()).memberNames().stream())
                .distinct()
                .toList();
    }
}
