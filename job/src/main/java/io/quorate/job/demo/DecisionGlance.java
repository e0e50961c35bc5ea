package io.quorate.job.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The few fields of an encoded decision that a measurement needs, read without building the rest.
 *
 * @param tsMs event time, epoch ms; 0 when absent
 * @param outcome outcome; "?" when absent or unreadable
 * @param trigger trigger; "?" when absent or unreadable
 * @param portfolio portfolio; "?" when absent or unreadable
 * @param equityMicros its equity at this decision
 */
public record DecisionGlance(long tsMs, String outcome, String trigger, String portfolio, long equityMicros) {

    private static final DecisionGlance UNREADABLE = new DecisionGlance(0, "?", "?", "?", 0);

    private static final JsonFactory JSON = new JsonFactory();

    /** Reads an encoded decision; fields that are not there have their defaults. */
    public static DecisionGlance of(byte[] value) {
        long tsMs = 0;
        String outcome = "?";
        String trigger = "?";
        String portfolio = "?";
        long equityMicros = 0;
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return UNREADABLE;
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (field.equals("tsMs") && token == JsonToken.VALUE_NUMBER_INT) {
                    tsMs = parser.getLongValue();
                } else if (field.equals("outcome") && token == JsonToken.VALUE_STRING) {
                    outcome = parser.getText();
                } else if (field.equals("trigger") && token == JsonToken.VALUE_STRING) {
                    trigger = parser.getText();
                } else if (field.equals("portfolio") && token == JsonToken.VALUE_STRING) {
                    portfolio = parser.getText();
                } else if (field.equals("equityMicros") && token == JsonToken.VALUE_NUMBER_INT) {
                    equityMicros = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return UNREADABLE;
        }
        return new DecisionGlance(tsMs, outcome, trigger, portfolio, equityMicros);
    }
}
