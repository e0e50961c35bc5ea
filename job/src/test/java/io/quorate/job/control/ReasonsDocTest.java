package io.quorate.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.schema.decision.DecisionReason;
import io.quorate.schema.decision.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of reasons in docs/decisions.md is made of the enum. */
class ReasonsDocTest {

    private static final String BEGIN =
            "<!-- reasons: made of io.quorate.schema.decision.DecisionReason, ReasonsDocTest says how -->\n";
    private static final String END = "<!-- end of reasons -->\n";

    @Test
    void theTableAgreesWithTheEnum() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "decisions.md"));
        assertThat(document).contains(BEGIN, END);
        assertThat(document.substring(document.indexOf(BEGIN) + BEGIN.length(), document.indexOf(END)))
                .as("put the expected table between the two comments")
                .isEqualTo(table());
    }

    private static String table() {
        StringBuilder out = new StringBuilder("| outcome | reason | when |\n|---|---|---|\n");
        for (Outcome outcome :
                List.of(Outcome.TAKE_ACTION, Outcome.NO_ACTION, Outcome.EXIT_POSITION, Outcome.RISK_REJECTED)) {
            for (DecisionReason reason : DecisionReason.values()) {
                if (reason.outcome() == outcome) {
                    out.append("| " + outcome + " | `" + reason + "` | " + reason.meaning() + " |\n");
                }
            }
        }
        return out.toString();
    }
}
