package io.quorate.job.cli;

import io.quorate.job.control.ControlAnswer;
import io.quorate.job.control.ControlClient;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.Settings;
import io.quorate.schema.control.ControlRecord;
import io.quorate.schema.control.ControlRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends one request and says what became of it. */
final class Asking {
    private Asking() {}

    /** Exit code 0 when the request became an epoch; throws UserError when it was refused or not answered. */
    static int ask(Settings settings, ControlRequest request, Duration patience, PrintWriter out, boolean json) {
        ControlAnswer answer;
        try (ControlClient client = ControlClient.open(settings)) {
            answer = client.ask(request, patience);
        }
        ControlRecord r = answer.record();
        if (json) {
            out.println(JsonText.of(json(answer)));
            out.flush();
        }
        if (!answer.accepted()) {
            throw UserError.failed("refused: " + answer.reason());
        }
        if (!json) {
            out.println(r.kind() + (r.scope().equals(ControlRecord.ALL) ? "" : " of " + r.scope()) + " version "
                    + r.version() + " takes effect at event time " + r.effectiveFromMs() + " ("
                    + Instant.ofEpochMilli(r.effectiveFromMs()) + ")");
            out.flush();
        }
        return 0;
    }

    private static Map<String, Object> json(ControlAnswer answer) {
        ControlRecord r = answer.record();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accepted", answer.accepted());
        json.put("requestId", r.requestId());
        json.put("requestOffset", r.requestOffset());
        json.put("kind", r.kind().name());
        json.put("scope", r.scope());
        json.put("version", r.version());
        if (answer.accepted()) {
            json.put("effectiveFromMs", r.effectiveFromMs());
        }
        json.put("author", r.author());
        json.put("reason", r.reason());
        json.put("writtenMs", answer.writtenMs());
        return json;
    }
}
