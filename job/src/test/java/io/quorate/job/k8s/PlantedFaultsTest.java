package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each mistake in a copy of the manifests is found and named. */
class PlantedFaultsTest {
    private static final String JOB = "base/flink-deployment.yaml";
    private static final String PROD = "overlays/prod/flink-deployment.yaml";
    private static final String OPTIONS = "base/quorate.yaml";
    private static final String NETWORK = "base/network-policies.yaml";

    /** A text in a file replaced by another, and the words of the breach. */
    private record Fault(String file, String text, String instead, String... breach) {
        @Override
        public String toString() {
            return file + ": " + instead.strip();
        }
    }

    @TempDir
    Path k8s;

    @SuppressWarnings("unused") // by FieldSource
    private static final List<Fault> FAULTS = List.of(
            // a typo in a field
            new Fault(JOB, "jarURI:", "jarUri:", "FlinkDeployment/quorate", "spec.job.jarUri: unknown field"),
            new Fault(JOB, "  serviceAccount:", "  serviceAcount:", "spec.serviceAcount: unknown field"),
            new Fault(JOB, "runAsNonRoot:", "runAsNonroot:", "securityContext.runAsNonroot: unknown field"),
            new Fault(PROD, "parallelism: 6", "paralelism: 6", "spec.job.paralelism: unknown field"),
            new Fault(NETWORK, "podSelector:", "podSelektor:", "NetworkPolicy", "spec.podSelektor: unknown field"),
            new Fault("base/rbac.yaml", "verbs:", "verb:", "Role/quorate", "rules[0].verb: unknown field"),
            new Fault("base/rbac.yaml", "roleRef:", "roleReff:", "RoleBinding/quorate: roleReff: unknown field"),
            new Fault("base/state-claim.yaml", "accessModes:", "accessMode:", "spec.accessMode: unknown field"),
            new Fault("base/topics.yaml", "partitions: 12", "partition: 12", "KafkaTopic", "spec.partition: unknown"),
            new Fault("base/topics.yaml", "retention.ms:", "retention.msec:", "spec.config", "retention.msec"),
            new Fault("overlays/prod/disruption-budget.yaml", "minAvailable:", "minAvailabe:", "spec.minAvailabe"),
            new Fault("base/namespace.yaml", "kind: Namespace", "kind: Namespce", "unknown kind v1 Namespce"),
            // a wrong type
            new Fault(PROD, "replicas: 2", "replicas: two", "spec.jobManager.replicas: expected integer"),
            new Fault(NETWORK, "podSelector: {}", "podSelector: all", "NetworkPolicy/default-deny", "podSelector"),
            // a wrong upgrade mode
            new Fault(JOB, "upgradeMode: savepoint", "upgradeMode: stateless", "spec.job.upgradeMode", "stateless"),
            new Fault(JOB, "upgradeMode: savepoint", "upgradeMode: savepont", "spec.job.upgradeMode", "savepont"),
            new Fault(JOB, "    upgradeMode: savepoint\n", "", "spec.job.upgradeMode: expected savepoint"),
            new Fault(
                    JOB, "NonRestoredState: false", "NonRestoredState: true", "allowNonRestoredState: expected false"),
            // an unknown option key
            new Fault(JOB, "execution.checkpointing.timeout:", "execution.checkpoint.timeout:", "unknown option"),
            new Fault(JOB, "metrics.reporter.prom.port:", "metrics.reporter.pron.port:", "metrics reporter"),
            new Fault(JOB, "execution.checkpointing.dir:", "state.checkpoints.dir:", "old key"),
            new Fault(JOB, "checkpointing.timeout: 5 min", "checkpointing.timeout: 5 mon", "checkpointing.timeout"),
            new Fault(JOB, "savepoint-on-deletion:", "savepoint-on-delete:", "savepoint-on-delete: unknown option"),
            new Fault(PROD, "autoscaler.metrics.window:", "autoscaler.metric.window:", "unknown option"),
            new Fault(OPTIONS, "restart.attempts:", "restart.atempts:", "restart.atempts: unknown option"),
            new Fault(OPTIONS, "restart.attempts: 2147483647", "restart.attempts: many", "restart.attempts"),
            new Fault(JOB, "web.submit.enable:", "restart-strategy.type: none\n    web.submit.enable:", "left to the"),
            // a missing limit
            new Fault(
                    PROD,
                    "memory: 4096m",
                    "memory: null",
                    "spec.taskManager.resource.memory: expected a limit, was none"),
            new Fault(PROD, "cpu: 1", "cpu: null", "spec.jobManager.resource.cpu: expected a limit, was none"),
            new Fault(
                    JOB,
                    "      containers:\n        - name: flink-main-container\n          securityContext:\n",
                    """
                          containers:
                            - name: sidecar
                              image: sidecar:1
                            - name: flink-main-container
                              securityContext:
                    """,
                    "sidecar: expected resources.limits.memory"),
            // a secret
            new Fault(
                    OPTIONS, "file:/etc/kafka-user/sasl.jaas.config", "ScramLoginModule", "jaas.config", "plain value"),
            new Fault(JOB, "web.submit.enable:", "s3.secret-key: abc\n    web.submit.enable:", "s3.secret-key"),
            new Fault(
                    JOB, "[--config,", "[--set, kafka.properties.ssl.key.password=abc, --config,", "ssl.key.password"),
            new Fault(
                    JOB,
                    "          ports:\n",
                    "          env:\n            - {name: KAFKA_PASSWORD, value: abc}\n          ports:\n",
                    "KAFKA_PASSWORD as a reference to a secret"),
            new Fault(
                    "base/rbac.yaml",
                    "apiVersion: v1",
                    "apiVersion: v1\nkind: Secret\nmetadata: {name: quorate}\n---\napiVersion: v1",
                    "Secret/quorate: expected secrets to be made in the cluster"),
            // a pod with too many rights
            new Fault(JOB, "runAsNonRoot: true", "runAsNonRoot: false", "expected securityContext.runAsNonRoot: true"),
            new Fault(JOB, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "readOnlyRootFilesystem"),
            new Fault(JOB, "drop: [ALL]", "drop: [KILL]", "capabilities.drop: [ALL]"),
            new Fault(JOB, "image: quorate:0.1.0", "image: quorate:latest", "spec.image", "quorate:latest"),
            new Fault(JOB, "image: quorate:0.1.0", "image: quorate", "spec.image: expected an image with a version"),
            // names that do not meet
            new Fault("base/rbac.yaml", "  name: quorate\n---", "  name: quorat\n---", "a ServiceAccount quorate"),
            new Fault(JOB, "claimName: quorate-state", "claimName: state", "expected a PersistentVolumeClaim state"),
            new Fault(JOB, "/etc/quorate/quorate.yaml", "/etc/quorat/quorate.yaml", "expected a mounted /etc/quorat"),
            new Fault(JOB, "job.StreamingJob", "job.StreamJob", "spec.job.entryClass"),
            new Fault("base/topics.yaml", "name: market-events", "name: market", "KafkaTopic: expected"),
            new Fault("base/topics.yaml", "partitions: 1\n", "partitions: 2\n", "spec.partitions: expected 1, was 2"),
            new Fault("base/topics.yaml", "retention.ms: -1", "retention.ms: 1000", "retention.ms: expected -1"),
            new Fault("base/topics.yaml", "LogAppendTime", "CreateTime", "expected LogAppendTime, was CreateTime"),
            new Fault(NETWORK, "port: 9093", "port: 9092", "flink-to-kafka: spec.egress: expected ports [9093]"),
            new Fault(JOB, "data.port: \"6121\"", "data.port: \"6120\"", "flink-internal: spec.ingress"),
            new Fault(
                    "base/rbac.yaml",
                    "    name: quorate\n",
                    "    name: quorate\n    namespace: default\n",
                    "RoleBinding/quorate: subjects: expected namespace quorate-prod"),
            // what the autoscaler must not do
            new Fault(
                    PROD, "6e6b7010b3d6d169abf8018e662339a8;", "", "6e6b7010b3d6d169abf8018e662339a8 (Source: control"),
            new Fault(PROD, "scaling.enabled: \"false\"", "scaling.enabled: \"true\"", "expected false without the"),
            new Fault(PROD, "max-parallelism: \"12\"", "max-parallelism: \"200\"", "expected at most 12, was 200"),
            new Fault(JOB, "web.submit.enable:", drain() + "web.submit.enable:", "draining closes the control log"));

    private static String drain() {
        return "kubernetes.operator.job.drain-on-savepoint-deletion: \"true\"\n    ";
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void isFoundAndNamed(Fault fault) throws IOException {
        copy();
        plant(fault);
        assertThat(ManifestRules.breaches(Overlay.merged(k8s, "prod")))
                .anySatisfy(breach -> assertThat(breach).contains(fault.breach()));
    }

    @Test
    void theCopyWithoutAFaultIsFine() throws IOException {
        copy();
        assertThat(ManifestRules.breaches(Overlay.merged(k8s, "prod"))).isEmpty();
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() throws IOException {
        copy();
        plant(new Fault(JOB, "  mode: native\n", "  mode: native\n  mode: native\n"));
        assertThatThrownBy(() -> Overlay.merged(k8s, "prod")).hasMessageContaining("Duplicate field 'mode'");
    }

    @Test
    void aPatchWithoutATargetIsRefused() throws IOException {
        copy();
        plant(new Fault(PROD, "name: quorate", "name: quorat"));
        assertThatThrownBy(() -> Overlay.merged(k8s, "prod"))
                .hasMessageContaining("expected a target of the patch, was none: FlinkDeployment/quorat");
    }

    private void plant(Fault fault) throws IOException {
        Path file = k8s.resolve(fault.file());
        String text = Files.readString(file);
        assertThat(text).contains(fault.text());
        int at = text.indexOf(fault.text());
        Files.writeString(
                file,
                text.substring(0, at)
                        + fault.instead()
                        + text.substring(at + fault.text().length()));
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(ManifestsTest.K8S)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = k8s.resolve(ManifestsTest.K8S.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
