package io.quorate.job.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The schemas of the custom kinds: the operator's own for FlinkDeployment, ours for the rest. */
final class CustomKinds {
    private static final String OPERATOR = "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "flink.apache.org/v1beta1/FlinkDeployment", flinkDeployment(),
            "kafka.strimzi.io/v1/KafkaTopic", own("kafka-topic"),
            "monitoring.coreos.com/v1/PodMonitor", own("pod-monitor"),
            "monitoring.coreos.com/v1/PrometheusRule", own("prometheus-rule"));

    private CustomKinds() {}

    /** The schema of a manifest's kind, or null. */
    static Schema of(Manifest manifest) {
        return SCHEMAS.get(manifest.apiVersion() + "/" + manifest.kind());
    }

    private static Schema flinkDeployment() {
        ObjectNode schema = (ObjectNode) resource(OPERATOR)
                .path("spec")
                .path("versions")
                .path(0)
                .path("schema")
                .path("openAPIV3Schema");
        // The operator knows Flink 2.2 since 1.13; the newest API jar in the registry is older and ends with 1.20.
        ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
        return new Schema(withMetadata(schema));
    }

    private static Schema own(String name) {
        return new Schema(withMetadata((ObjectNode) resource("/k8s/" + name + ".schema.yaml")));
    }

    /** What every kind has, and a CRD leaves out. */
    private static ObjectNode withMetadata(ObjectNode schema) {
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        properties.set("metadata", resource("/k8s/metadata.schema.yaml"));
        return schema;
    }

    private static JsonNode resource(String name) {
        try (InputStream in = CustomKinds.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected a resource " + name + ", was none");
            }
            List<Manifest> documents =
                    ManifestReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
            return documents.get(0).tree();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
