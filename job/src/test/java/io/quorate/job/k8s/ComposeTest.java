package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quorate.job.StreamingJob;
import io.quorate.job.kafka.Topics;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Settings;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docker-compose reads in docker-compose.yml; skipped where there is none. */
class ComposeTest {
    private static JsonNode services;

    @BeforeEach
    void validate() {
        Command.require("docker-compose");
        if (services == null) {
            services = config();
        }
    }

    private static JsonNode config() {
        String config = Command.run(List.of("docker-compose", "-f", "../docker-compose.yml", "config"));
        return ManifestReader.parse(config, "docker-compose config").get(0).at("services");
    }

    @Test
    void portsAreOpenOnThisMachineOnly() {
        services.forEach(service -> service.path("ports").forEach(port -> {
            String text =
                    port.isTextual() ? port.asText() : port.path("host_ip").asText();
            assertThat(text).startsWith("127.0.0.1");
        }));
    }

    @Test
    void imagesHaveTheVersionsOfTheBuild() {
        String job = Overlay.merged(ManifestsTest.K8S, "prod")
                .job()
                .at("spec", "image")
                .asText();
        assertThat(services.at("/broker/image").asText())
                .isEqualTo(services.at("/topics/image").asText())
                .isEqualTo("apache/kafka:" + DockerfileTest.version("kafka.version"));
        assertThat(services.at("/jobmanager/image").asText())
                .isEqualTo(services.at("/taskmanager/image").asText())
                .isEqualTo(job);
    }

    @Test
    void theTopicsAreThoseOfTheOptions() {
        Settings defaults = Settings.defaults();
        Set<String> single = Stream.of(JobOptions.CONTROL, JobOptions.CONTROL_REQUESTS, JobOptions.CONTROL_ACKS)
                .map(defaults::get)
                .collect(Collectors.toSet());
        Set<String> several = Topics.names(defaults).stream()
                .filter(topic -> !single.contains(topic))
                .collect(Collectors.toSet());
        assertThat(services.at("/topics/environment/SINGLE").asText().split(" "))
                .containsExactlyInAnyOrderElementsOf(single);
        assertThat(services.at("/topics/environment/SEVERAL").asText().split(" "))
                .containsExactlyInAnyOrderElementsOf(several);
    }

    @Test
    void whatKeepsRunningIsWatchedAndKeepsItsData() {
        for (String name : List.of("broker", "jobmanager", "taskmanager")) {
            assertThat(services.path(name).path("healthcheck").path("test"))
                    .as(name)
                    .isNotEmpty();
            assertThat(services.path(name).at("/volumes/0").asText()).as(name).matches("[a-z]+:/.*");
        }
        // a JobManager that came back by itself would start the job without its state
        assertThat(services.at("/jobmanager/restart").asText()).isEqualTo("no");
    }

    @Test
    void theArgumentsReachTheJob() {
        String command = services.at("/jobmanager/command/2").asText();
        assertThat(command)
                .contains("--job-classname " + StreamingJob.class.getName())
                .contains(" -- --set ");
        String assignment = command.substring(command.indexOf(" -- --set ") + " -- --set ".length())
                .strip();
        assertThat(Settings.load(null, List.of(assignment)).get(JobOptions.BOOTSTRAP))
                .isEqualTo("broker:19092");
    }

    @Test
    void flinksOptionsExist() {
        TreeMap<String, String> properties = new TreeMap<>();
        services.at("/jobmanager/environment/FLINK_PROPERTIES")
                .asText()
                .lines()
                .forEach(line ->
                        properties.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)));
        assertThat(properties).isNotEmpty().allSatisfy((key, value) -> {
            assertThat(FlinkOptionKeys.problem(key, value, Set.of("prom")))
                    .as(key)
                    .isNull();
            // the entry point of the image takes spaces out
            assertThat(value).doesNotContain(" ");
        });
        assertThat(properties.keySet()).doesNotContainAnyElementsOf(FlinkOptionsRule.setByTheJob());
    }
}
