package io.quorate.job.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The name kustomize gives a generated ConfigMap: the plain one and a hash of its content. */
final class ConfigMapName {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final int HASH_LENGTH = 10;

    private ConfigMapName() {}

    // kustomize hashes the object before it is named
    static String of(String name, Map<String, String> data) {
        try {
            String json = JSON.writeValueAsString(
                    new TreeMap<>(Map.of("kind", "ConfigMap", "name", "", "data", new TreeMap<>(data))));
            // as Go writes JSON
            String escaped =
                    json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(escaped.getBytes(StandardCharsets.UTF_8));
            return name + "-" + readable(HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without characters that could spell a word. */
    private static String readable(String hex) {
        return hex.replace('0', 'g')
                .replace('1', 'h')
                .replace('3', 'k')
                .replace('a', 'm')
                .replace('e', 't');
    }
}
