package io.quorate.job.k8s;

import java.util.Map;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.JsonMappingException;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.introspect.Annotated;
import org.apache.flink.kubernetes.shaded.com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.ConfigMap;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.Namespace;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.ServiceAccount;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.rbac.Role;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.rbac.RoleBinding;

/** The kinds of Kubernetes itself, read strictly into the client's model that Flink carries. */
final class CoreKinds {
    private static final Map<String, Class<?>> MODELS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/ServiceAccount", ServiceAccount.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "rbac.authorization.k8s.io/v1/Role", Role.class,
            "rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoAnySetter());

    private CoreKinds() {}

    static boolean knows(Manifest manifest) {
        return MODELS.containsKey(key(manifest));
    }

    /** What is wrong with the manifest, or null. */
    static String problem(Manifest manifest) {
        try {
            STRICT.readValue(manifest.tree().toString(), MODELS.get(key(manifest)));
            return null;
        } catch (UnrecognizedPropertyException e) {
            return path(e) + ": unknown field";
        } catch (JsonMappingException e) {
            return path(e) + ": " + e.getOriginalMessage();
        } catch (JsonProcessingException e) {
            return e.getOriginalMessage();
        }
    }

    private static String key(Manifest manifest) {
        return manifest.apiVersion() + "/" + manifest.kind();
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(part -> {
            if (part.getFieldName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        });
        return path.toString();
    }

    /** The model keeps what it does not know; here that is an error. */
    private static final class NoAnySetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
