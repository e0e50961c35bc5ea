package io.quorate.job.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads YAML documents; a key that is there twice is an error. */
final class ManifestReader {
    private static final ObjectMapper YAML = new YAMLMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private ManifestReader() {}

    static List<Manifest> read(Path file) {
        return parse(text(file), file.toString());
    }

    /** The only document of a file. */
    static ObjectNode single(Path file) {
        List<Manifest> documents = read(file);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + ": expected one document, was " + documents.size());
        }
        return documents.get(0).tree();
    }

    static List<Manifest> parse(String yaml, String origin) {
        List<Manifest> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            while (nodes.hasNextValue()) {
                JsonNode node = nodes.nextValue();
                if (node instanceof ObjectNode object) {
                    documents.add(new Manifest(object));
                } else if (!node.isNull() && !node.isMissingNode()) {
                    throw new IllegalArgumentException(origin + ": expected a map, was " + node.getNodeType());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(origin + ": " + e.getMessage(), e);
        }
        return documents;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
