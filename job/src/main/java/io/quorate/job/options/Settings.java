package io.quorate.job.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quorate.job.fault.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of one run: defaults, then one file, then overrides. Immutable and checked: every value has its type and
 * range, and the rules between options hold.
 */
public final class Settings {
    private final SortedMap<String, String> given;
    private final Map<String, Object> values;

    private Settings(SortedMap<String, String> given) {
        this.given = given;
        this.values = new LinkedHashMap<>();
    }

    public static Settings defaults() {
        return of(Map.of());
    }

    /** Settings from texts by key; throws UserError with every mistake at once. */
    public static Settings of(Map<String, String> texts) {
        return check(new TreeMap<>(texts), new ArrayList<>());
    }

    /**
     * Settings from a YAML or JSON file and {@code key=value} overrides; throws UserError with every mistake at once.
     */
    public static Settings load(@Nullable Path file, List<String> overrides) {
        SortedMap<String, String> texts = new TreeMap<>();
        List<String> errors = new ArrayList<>();
        if (file != null) {
            OptionFile.read(file, texts, errors);
        }
        for (String override : overrides) {
            int equals = override.indexOf('=');
            if (equals < 1) {
                errors.add("--set: expected key=value, was '" + override + "'");
            } else {
                texts.put(
                        override.substring(0, equals).strip(),
                        override.substring(equals + 1).strip());
            }
        }
        return check(texts, errors);
    }

    /** The same settings with other texts for some keys. */
    public Settings with(Map<String, String> texts) {
        SortedMap<String, String> merged = new TreeMap<>(given);
        merged.putAll(texts);
        return of(merged);
    }

    /** The same settings with another text for one option. */
    public Settings with(Option<?> option, String text) {
        return with(Map.of(option.key(), text));
    }

    public <T> T get(Option<T> option) {
        Object value = values.get(option.key());
        if (value == null) {
            throw new IllegalArgumentException("expected a declared option, was " + option.key());
        }
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return typed;
    }

    public Duration duration(Option<Duration> option) {
        return get(option);
    }

    public long millis(Option<Duration> option) {
        return get(option).toMillis();
    }

    /** Whether the option was given, be it with its default. */
    public boolean isGiven(Option<?> option) {
        return given.containsKey(option.key());
    }

    /** What can be shown of an option: its canonical text, or the reference of a secret. */
    public <T> String text(Option<T> option) {
        return option.type().canonicalText(get(option));
    }

    /** Every given key with its text, secrets as references; {@link #of} of it gives equal settings. */
    public SortedMap<String, String> given() {
        return new TreeMap<>(given);
    }

    /** Properties for a Kafka client: the brokers and the passed-through ones, secrets resolved. */
    public Properties kafkaProperties() {
        Properties properties = new Properties();
        given.forEach((key, text) -> {
            if (key.startsWith(JobOptions.KAFKA_PREFIX)) {
                properties.setProperty(
                        key.substring(JobOptions.KAFKA_PREFIX.length()),
                        SecretReference.is(text) ? new SecretReference(text).resolve() : text);
            }
        });
        properties.setProperty("bootstrap.servers", get(JobOptions.BOOTSTRAP));
        return properties;
    }

    /** SHA-256 of {@link #decidingJson()}, lower-case hex. */
    public String configHash() {
        try {
            byte[] json = decidingJson().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime", e);
        }
    }

    /** Canonical JSON of the options that affect decisions: sorted keys, canonical texts, no spaces. */
    public String decidingJson() {
        SortedMap<String, String> deciding = new TreeMap<>();
        for (Option<?> option : JobOptions.all()) {
            boolean used = option.hashedAtDefault() || !text(option).equals(option.canonical(option.defaultText()));
            if (option.affectsDecisions() && used) {
                deciding.put(option.key(), text(option));
            }
        }
        try {
            return new ObjectMapper().writeValueAsString(deciding);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected a map of texts to be JSON", e);
        }
    }

    /** The explicit settings; secrets only as references. */
    @Override
    public String toString() {
        return "Settings" + given;
    }

    private static Settings check(SortedMap<String, String> texts, List<String> errors) {
        Settings settings = new Settings(texts);
        for (Option<?> option : JobOptions.all()) {
            settings.bind(option, errors);
        }
        SettingsRules.checkKeys(texts, errors);
        if (errors.isEmpty()) {
            SettingsRules.checkTogether(settings, errors);
        }
        if (!errors.isEmpty()) {
            throw UserError.wrongUse(errors);
        }
        return settings;
    }

    private void bind(Option<?> option, List<String> errors) {
        String text = given.getOrDefault(option.key(), option.defaultText());
        try {
            values.put(option.key(), option.type().parse(text));
        } catch (IllegalArgumentException e) {
            errors.add(option.key() + ": " + e.getMessage());
        }
    }
}
