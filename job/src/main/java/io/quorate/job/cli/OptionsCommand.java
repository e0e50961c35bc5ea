package io.quorate.job.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quorate.job.options.JobOptions;
import io.quorate.job.options.Option;
import io.quorate.job.options.OptionsTable;
import io.quorate.job.options.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the given settings and shows every option with the value it has. */
@Command(name = "options", description = "Check settings and show every option with its value and meaning.")
final class OptionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsMixin given;

    @ArgGroup
    private Form form;

    OptionsCommand() {
        spec = CommandSpec.create();
        given = new SettingsMixin();
        form = new Form();
    }

    /** How to show them: a plain table unless told otherwise. */
    private static final class Form {
        @picocli.CommandLine.Option(names = "--markdown", description = "Print the reference, docs/options.md.")
        private boolean markdown;

        @picocli.CommandLine.Option(names = "--json", description = "Print the values as JSON.")
        private boolean json;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Settings settings = given.settings();
        PrintWriter out = spec.commandLine().getOut();
        if (form.markdown) {
            out.print(OptionsTable.markdown());
        } else if (form.json) {
            out.println(json(settings));
        } else {
            out.print(OptionsTable.plain(settings));
        }
        out.flush();
        return 0;
    }

    private static String json(Settings settings) throws JsonProcessingException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Option<?> option : JobOptions.all()) {
            values.put(option.key(), settings.text(option));
        }
        settings.given().forEach(values::putIfAbsent);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("configHash", settings.configHash());
        root.put("options", values);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root);
    }
}
