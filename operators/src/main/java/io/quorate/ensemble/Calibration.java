package io.quorate.ensemble;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Maps the margin of a member to a probability.
 *
 * <p>Immutable and shared by threads; evaluation allocates nothing. In a manifest it is {@code {slope, intercept}} for
 * Platt, {@code {margins, probabilities}} for isotonic.
 */
public interface Calibration {

    /** In [0, 1]; NaN for NaN. */
    double probability(double margin);

    /** Which kind of map it is. */
    @JsonIgnore
    CalibrationKind kind();

    /** As manifests carry it: exactly the fields of one kind. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Calibration read(Fields fields) {
        boolean platt = fields.slope != null && fields.intercept != null;
        boolean isotonic = fields.margins != null && fields.probabilities != null;
        boolean mixed = (platt && (fields.margins != null || fields.probabilities != null))
                || (isotonic && (fields.slope != null || fields.intercept != null));
        if (platt == isotonic || mixed) {
            throw new IllegalArgumentException(
                    "expected slope and intercept, or margins and probabilities, of a calibration, was neither or both");
        }
        return fields.slope != null && fields.intercept != null
                ? new PlattCalibration(fields.slope, fields.intercept)
                : IsotonicCalibration.of(fields.margins, fields.probabilities);
    }

    /** The JSON object. */
    final class Fields {
        public @Nullable Double slope;
        public @Nullable Double intercept;
        public double @Nullable [] margins;
        public double @Nullable [] probabilities;
    }
}
