package io.quorate.schema.codec;

import io.quorate.schema.quality.DriftFigures;
import io.quorate.schema.quality.EpochFigures;
import io.quorate.schema.quality.MemberFigures;
import io.quorate.schema.quality.QualityRecord;

/** JSON of the model-quality topic, version 1: one subject in one window; undefined numbers are null. */
public final class QualityCodec {

    private QualityCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(QualityRecord r) {
        return RecordBytes.encode("model-quality", json -> {
            json.number("ensembleVersion", r.ensembleVersion());
            json.number("windowStartMs", r.windowStartMs());
            json.number("windowEndMs", r.windowEndMs());
            json.text("subject", r.subject().name());
            json.text("name", r.name());
            json.text("level", r.level().name());
            json.text("change", r.change().name());
            json.text("reason", r.reason().name());
            json.number("samples", r.samples());
            DriftFigures drift = r.drift();
            if (drift != null) {
                write(json, drift);
            }
            MemberFigures member = r.member();
            if (member != null) {
                write(json, member);
            }
            EpochFigures epoch = r.epoch();
            if (epoch != null) {
                write(json, epoch);
            }
        });
    }

    private static void write(RecordBytes json, DriftFigures d) {
        json.number("psi", d.psi());
        json.number("psiExpected", d.psiExpected());
        json.number("psiP", d.psiP());
        json.number("ksDistance", d.ksDistance());
        json.number("ksP", d.ksP());
        json.number("missing", d.missing());
        json.number("missingReference", d.missingReference());
        json.number("importance", d.importance());
        json.number("importanceReference", d.importanceReference());
        json.integers("counts", d.counts());
    }

    private static void write(RecordBytes json, MemberFigures m) {
        json.number("brier", m.brier());
        json.number("brierReference", m.brierReference());
        json.number("pageHinkley", m.pageHinkley());
        json.number("rollingLabels", m.rollingLabels());
        json.number("baseRate", m.baseRate());
        json.number("accuracy", m.accuracy());
        json.number("rollingBrier", m.rollingBrier());
        json.number("logLoss", m.logLoss());
        json.number("ece", m.ece());
        json.integers("confidence", m.confidence());
    }

    private static void write(RecordBytes json, EpochFigures e) {
        json.number("featuresInAlarm", e.featuresInAlarm());
        json.number("membersInAlarm", e.membersInAlarm());
        json.number("greatestPsi", e.greatestPsi());
        json.text("greatestPsiOf", e.greatestPsiOf());
        json.number("importanceCorrelation", e.importanceCorrelation());
    }
}
