package io.quorate.job.tune;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which lines the fields of a YAML text stand, and which stand there twice. Fields are named by /path/to/them. */
final class YamlLines {
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Twice> twice = new ArrayList<>();

    /** A field that is there again. */
    record Twice(String path, int firstLine, int line) {}

    private YamlLines() {}

    /** Reads the text; throws what the parser throws for a text that is no YAML. */
    static YamlLines of(String text) throws IOException {
        YamlLines found = new YamlLines();
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            found.value(parser, "");
        }
        return found;
    }

    /** The line of a field or of the nearest one around it; 1 when there is none. */
    int line(String path) {
        String at = path;
        while (!at.isEmpty()) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return 1;
    }

    List<Twice> twice() {
        return List.copyOf(twice);
    }

    private void value(YAMLParser parser, String path) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String at = path + "/" + parser.currentName();
                int line = parser.currentTokenLocation().getLineNr();
                Integer before = lines.putIfAbsent(at, line);
                if (before != null) {
                    twice.add(new Twice(at, before, line));
                }
                value(parser, at);
            }
        } else if (token == JsonToken.START_ARRAY) {
            parser.skipChildren();
        }
    }
}
