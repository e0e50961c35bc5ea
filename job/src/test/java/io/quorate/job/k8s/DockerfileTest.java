package io.quorate.job.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private static final List<String> LINES =
            ManifestReader.text(Path.of("..", "Dockerfile")).lines().toList();

    @Test
    void runsOnTheOfficialImageOfOurFlink() {
        List<String> stages =
                LINES.stream().filter(line -> line.startsWith("FROM ")).toList();
        assertThat(stages.get(stages.size() - 1)).isEqualTo("FROM flink:" + version("flink.version") + "-java17");
        assertThat(stages).allMatch(stage -> stage.matches("FROM [a-z]+:[0-9][A-Za-z0-9.-]*( AS [a-z]+)?"));
    }

    @Test
    void endsAsAUserWithoutRights() {
        List<String> users =
                LINES.stream().filter(line -> line.startsWith("USER ")).toList();
        assertThat(users.get(users.size() - 1)).isEqualTo("USER 9999:9999");
    }

    @Test
    void takesNothingFromOutsideAndNoSecret() {
        assertThat(LINES)
                .noneMatch(line -> line.startsWith("ADD ") || line.startsWith("ARG ") || line.startsWith("ENV "))
                .noneMatch(line -> line.matches("(?i).*(https?://|password|secret|token).*"));
    }

    @Test
    void putsTheJarWhereTheManifestsExpectIt() {
        String jar = Overlay.merged(ManifestsTest.K8S, "prod")
                .job()
                .at("spec", "job", "jarURI")
                .asText()
                .replace("local://", "");
        assertThat(LINES).anyMatch(line -> line.startsWith("COPY --from=build ") && line.endsWith(" " + jar));
    }

    /** A version in the parent POM. */
    static String version(String property) {
        Matcher matcher =
                Pattern.compile("<" + property + ">([^<]+)</").matcher(ManifestReader.text(Path.of("..", "pom.xml")));
        assertThat(matcher.find()).as(property).isTrue();
        return matcher.group(1);
    }
}
