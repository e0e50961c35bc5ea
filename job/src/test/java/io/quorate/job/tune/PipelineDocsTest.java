package io.quorate.job.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PipelineDocsTest {
    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void theTablesOfTheDocsAreThoseOfTheCode() throws IOException {
        String page = Files.readString(DOCS.resolve("tuning.md"));
        assertThat(page).contains(PipelinePaths.table()).contains(PipelineFigures.table());
    }

    @Test
    void theExampleSpaceFitsThePipeline() throws IOException {
        Path file = DOCS.resolve("examples").resolve("space.yaml");
        JsonNode root = new YAMLMapper().readTree(Files.readString(file));
        ObjectiveSettings settings =
                ObjectiveSettingsReader.read(root.get("settings").toString());
        assertThat(settings.holdOut()).isEqualTo(0.2);
        StudySpace space = SpaceFile.read(file).resolve(PipelinePaths.all(), PipelineFigures.ranges());
        assertThat(space.space().parameters()).hasSizeGreaterThan(25);
        for (String group : new String[] {"model.", "features.", "strategy.", "exits.", "limits.", "system."}) {
            assertThat(space.space().parameters())
                    .as(group)
                    .anyMatch(parameter -> parameter.name().startsWith(group));
        }
    }
}
