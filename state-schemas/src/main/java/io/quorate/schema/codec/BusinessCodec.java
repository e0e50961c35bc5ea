package io.quorate.schema.codec;

import io.quorate.schema.decision.BusinessFigures;
import io.quorate.schema.decision.OutcomeCounts;
import io.quorate.schema.decision.RiskComponent;

/** JSON of the business topic, version 1: how a portfolio is doing at the end of a window. */
public final class BusinessCodec {

    private BusinessCodec() {}

    /** Canonical bytes. */
    public static byte[] encode(BusinessFigures b) {
        return RecordBytes.encode("business", json -> {
            json.text("portfolio", b.portfolio());
            json.number("fromMs", b.fromMs());
            json.number("toMs", b.toMs());
            counts(json, "inWindow", b.inWindow());
            counts(json, "inLastHour", b.inLastHour());
            json.number("equityMicros", b.equityMicros());
            json.number("profitMicros", b.profitMicros());
            json.number("realisedMicros", b.realisedMicros());
            json.number("feesMicros", b.feesMicros());
            json.number("trades", b.trades());
            json.number("wins", b.wins());
            json.number("losses", b.losses());
            json.number("profitFactor", b.profitFactor());
            json.number("winRate", b.winRate());
            json.number("drawdown", b.drawdown());
            json.flag("drawdownLatched", b.drawdownLatched());
            json.flag("killed", b.killed());
            json.number("positions", b.positions());
            json.number("orders", b.orders());
            json.beginArray("limits");
            for (RiskComponent limit : b.limits()) {
                json.beginObject();
                json.text("name", limit.name());
                json.number("value", limit.value());
                json.number("limit", limit.limit());
                json.number("share", limit.score());
                json.endObject();
            }
            json.endArray();
        });
    }

    private static void counts(RecordBytes json, String field, OutcomeCounts counts) {
        json.beginObject(field);
        json.number("noAction", counts.noAction());
        json.number("takeAction", counts.takeAction());
        json.number("exitPosition", counts.exitPosition());
        json.number("riskRejected", counts.riskRejected());
        json.endObject();
    }
}
