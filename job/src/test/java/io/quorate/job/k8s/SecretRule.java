package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** No secret is written down: not as a Secret, a value, an environment variable, an argument or inside a text. */
final class SecretRule implements Rule {
    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|secret|token|jaas|credential|(api|access|private|account)[-_.]?key).*");
    private static final Pattern TEXT = Pattern.compile(
            "(?is).*(password\\s*=\\s*[\"']?[^\\s$\"']|-----BEGIN [A-Z ]*PRIVATE KEY|\\bAKIA[0-9A-Z]{16}\\b).*");
    private static final Pattern REFERENCE = Pattern.compile("(file|env):.+");
    private static final Pattern ASSIGNMENT = Pattern.compile("(-D)?([A-Za-z0-9._-]+)=(.*)", Pattern.DOTALL);

    /** Fields of Kubernetes that name a secret and hold none. */
    private static final Set<String> NAMES_ONE =
            Set.of("secretName", "secretKeyRef", "secretRef", "imagePullSecrets", "automountServiceAccountToken");

    @Override
    public void check(Overlay overlay, Consumer<String> breach) {
        for (Manifest manifest : overlay.manifests()) {
            if (manifest.kind().equals("Secret")) {
                breach.accept(manifest + ": expected secrets to be made in the cluster");
            }
            walk(manifest.id(), manifest.tree(), breach);
        }
    }

    private static void walk(String path, JsonNode node, Consumer<String> breach) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "[" + i + "]", node.get(i), breach);
            }
        } else if (node instanceof ObjectNode map) {
            if (map.path("value").isTextual()) {
                value(path, map.path("name").asText(), map.path("value").asText(), breach);
            }
            map.properties().forEach(field -> {
                String place = path + "." + field.getKey();
                if (field.getValue().isValueNode()) {
                    value(place, field.getKey(), field.getValue().asText(), breach);
                }
                walk(place, field.getValue(), breach);
            });
        } else if (node.isTextual()) {
            text(path, node.asText(), breach);
        }
    }

    private static void value(String path, String name, String value, Consumer<String> breach) {
        if (NAME.matcher(name).matches()
                && !NAMES_ONE.contains(name)
                && !REFERENCE.matcher(value).matches()) {
            breach.accept(path + ": expected " + name + " as a reference to a secret, was a plain value");
        }
    }

    private static void text(String path, String text, Consumer<String> breach) {
        var assignment = ASSIGNMENT.matcher(text);
        if (assignment.matches()) {
            value(path, assignment.group(2), assignment.group(3), breach);
        }
        if (TEXT.matcher(text).matches()) {
            breach.accept(path + ": expected a text without secrets, was one with");
        }
        if (path.endsWith(".yaml") || path.endsWith(".yml")) {
            ManifestReader.parse(text, path).forEach(inner -> walk(path, inner.tree(), breach));
        }
    }
}
