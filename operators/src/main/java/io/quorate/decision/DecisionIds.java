package io.quorate.decision;

import io.quorate.schema.decision.Trigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of decisions: the first 16 bytes of SHA-256 over {@code
 * portfolio|symbol|tsMs|seq|trigger|ordinal|strategyVersion|configHash|ensembleVersion}, lower-case hex. Equal causes
 * give equal ids in every run. Not thread-safe.
 */
final class DecisionIds {

    private static final int ID_BYTES = 16;

    private final String configHash;
    private final MessageDigest sha256;
    private final StringBuilder text = new StringBuilder();

    DecisionIds(String configHash) {
        this.configHash = configHash;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected a JVM with SHA-256, was one without", e);
        }
    }

    String of(Mandate mandate, String symbol, long tsMs, long seq, Trigger trigger, int ordinal, long ensembleVersion) {
        text.setLength(0);
        text.append(mandate.portfolio()).append('|').append(symbol).append('|').append(tsMs);
        text.append('|')
                .append(seq)
                .append('|')
                .append(trigger.name())
                .append('|')
                .append(ordinal);
        text.append('|').append(mandate.strategyVersion()).append('|').append(configHash);
        text.append('|').append(ensembleVersion);
        byte[] digest = sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }
}
