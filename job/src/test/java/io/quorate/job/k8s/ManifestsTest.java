package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ManifestsTest {
    static final Path K8S = Path.of("..", "k8s");

    @SuppressWarnings("unused") // by FieldSource
    private static final Iterable<String> OVERLAYS = Overlay.NAMES;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyOverlayKeepsEveryRule(String name) {
        assertThat(ManifestRules.breaches(Overlay.merged(K8S, name))).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void kubectlRendersWhatWasChecked(String name) {
        String rendered = Kubectl.kustomize(K8S.resolve("overlays").resolve(name));
        Overlay overlay = new Overlay(name, ManifestReader.parse(rendered, "kubectl kustomize " + name));

        Map<String, Object> merged = byId(Overlay.merged(K8S, name));
        Map<String, Object> render = byId(overlay);
        assertThat(render.keySet()).isEqualTo(merged.keySet());
        assertThat(render).allSatisfy((id, tree) -> assertThat(tree).as(id).isEqualTo(merged.get(id)));
        assertThat(ManifestRules.breaches(overlay)).isEmpty();
    }

    @Test
    void everyOverlayDecidesTheSame() {
        assertThat(Overlay.NAMES)
                .extracting(name -> Overlay.merged(K8S, name).settings().configHash())
                .containsOnly(Overlay.merged(K8S, "prod").settings().configHash());
    }

    private static Map<String, Object> byId(Overlay overlay) {
        Map<String, Object> byId = new TreeMap<>();
        overlay.manifests().forEach(manifest -> byId.put(manifest.id(), manifest.tree()));
        return byId;
    }
}
