package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our merge against kubectl's on what the rules rely on; against kubectl only where it is installed. */
class KustomizeTest {
    @TempDir
    Path folder;

    @BeforeEach
    void base() throws IOException {
        write("base/objects.yaml", """
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: account, labels: {a: b}}
                imagePullSecrets: [{name: one}, {name: two}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: binding}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: role}
                subjects: [{kind: ServiceAccount, name: account}]
                ---
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: job}
                spec:
                  flinkConfiguration: {a: "1", b: "2"}
                  job: {args: [x, y]}
                  podTemplate:
                    spec:
                      containers: [{name: flink-main-container, env: [{name: A, value: a}]}]
                      volumes: [{name: config, configMap: {name: options}}]
                """);
        write("base/options.yaml", "a: \"<&>\"\nö: ü\n");
        write("base/names.yaml", """
                nameReference:
                  - kind: ConfigMap
                    fieldSpecs:
                      - {kind: FlinkDeployment, path: spec/podTemplate/spec/volumes/configMap/name}
                """);
        write("base/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [objects.yaml]
                configurations: [names.yaml]
                configMapGenerator: [{name: options, files: [options.yaml]}]
                labels: [{pairs: {part-of: quorate}}]
                """);
        write("component/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                configMapGenerator:
                  - name: board
                    files: [board.json=x.json]
                    options: {disableNameSuffixHash: true, labels: {board: "1"}}
                patches:
                  - target: {kind: FlinkDeployment}
                    patch: |-
                      apiVersion: any
                      kind: any
                      metadata: {name: any}
                      spec: {job: {parallelism: 3}}
                """);
        write("component/x.json", "{}");
        write("overlay/patch.yaml", """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: job, annotations: {c: d}}
                spec:
                  flinkConfiguration: {a: null, c: "3"}
                  job: {args: [z]}
                  podTemplate: {spec: {containers: [{name: flink-main-container, image: i}]}}
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: account}
                imagePullSecrets: [{name: three}, {name: two}]
                """);
        write("overlay/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: here
                resources: [../base]
                components: [../component]
                patches: [{path: patch.yaml}]
                """);
    }

    @Test
    void kubectlRendersTheSame() {
        List<Manifest> rendered =
                ManifestReader.parse(Kubectl.kustomize(folder.resolve("overlay")), "kubectl kustomize");
        assertThat(Kustomize.build(folder.resolve("overlay"))).containsExactlyInAnyOrderElementsOf(rendered);
    }

    @Test
    void listsAreReplaced() {
        Manifest job = built("FlinkDeployment");
        assertThat(job.at("spec", "job").toString()).isEqualTo("{\"args\":[\"z\"],\"parallelism\":3}");
        assertThat(job.at("spec", "flinkConfiguration").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
        assertThat(job.tree().findValue("containers").toString())
                .isEqualTo("[{\"name\":\"flink-main-container\",\"image\":\"i\"}]");
    }

    @Test
    void aChangedFileChangesTheNameOfItsConfigMapWhereverItIsUsed() throws IOException {
        String before = built("FlinkDeployment").tree().findPath("configMap").toString();
        write("base/options.yaml", "a: other\n");
        String after = built("FlinkDeployment").tree().findPath("configMap").toString();
        assertThat(after)
                .isNotEqualTo(before)
                .contains(ConfigMapName.of("options", Map.of("options.yaml", "a: other\n")));
    }

    @Test
    void whatItDoesNotKnowIsRefused() throws IOException {
        write("overlay/kustomization.yaml", "kind: Kustomization\nresources: [../base]\nnamePrefix: x-\n");
        assertThatThrownBy(() -> Kustomize.build(folder.resolve("overlay"))).hasMessageContaining("was namePrefix");
        write(
                "overlay/kustomization.yaml",
                "kind: Kustomization\nresources: [../base]\npatches: [{path: patch.yaml}]\n");
        write("overlay/patch.yaml", "kind: ServiceAccount\nmetadata: {name: account, $patch: delete}\n");
        assertThatThrownBy(() -> Kustomize.build(folder.resolve("overlay"))).hasMessageContaining("was $patch");
    }

    private Manifest built(String kind) {
        return Kustomize.build(folder.resolve("overlay")).stream()
                .filter(m -> m.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
