package io.quorate.job.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** What must hold of the keys, and between options. */
final class SettingsRules {
    /** Client properties the job sets itself, and what to use instead. */
    private static final Map<String, String> OWNED = Map.of(
            "bootstrap.servers", JobOptions.BOOTSTRAP.key(),
            "group.id", JobOptions.RUN_ID.key(),
            "transactional.id", JobOptions.RUN_ID.key(),
            "transaction.timeout.ms", JobOptions.TRANSACTION_TIMEOUT.key());

    private static final Set<String> FIXED = Set.of(
            "isolation.level",
            "enable.auto.commit",
            "enable.idempotence",
            "auto.offset.reset",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer");

    private SettingsRules() {}

    static void checkKeys(SortedMap<String, String> texts, List<String> errors) {
        List<String> known = new ArrayList<>();
        JobOptions.all().forEach(option -> known.add(option.key()));
        texts.forEach((key, text) -> {
            if (key.startsWith(JobOptions.KAFKA_PREFIX)) {
                checkKafka(key, key.substring(JobOptions.KAFKA_PREFIX.length()), text, errors);
            } else if (!known.contains(key)) {
                String nearest = NearestName.of(key, known);
                errors.add(key + ": unknown option" + (nearest == null ? "" : ", did you mean " + nearest + "?"));
            }
        });
    }

    private static void checkKafka(String key, String property, String text, List<String> errors) {
        String instead = OWNED.get(property);
        if (instead != null) {
            errors.add(key + ": expected to be left to the job, set " + instead + " instead");
        } else if (FIXED.contains(property)) {
            errors.add(key + ": expected to be left to the job, correctness depends on it");
        } else if (SecretReference.isSecretName(property) && !SecretReference.is(text)) {
            errors.add(key + ": expected a secret as file:PATH or env:NAME, was a plain value");
        }
    }

    static void checkTogether(Settings settings, List<String> errors) {
        more(
                settings.millis(JobOptions.WEIGHTS_DELAY),
                settings.millis(JobOptions.LATENESS),
                errors,
                JobOptions.WEIGHTS_DELAY,
                JobOptions.LATENESS);
        more(
                settings.millis(JobOptions.DEDUPE_RETENTION),
                settings.millis(JobOptions.LATENESS),
                errors,
                JobOptions.DEDUPE_RETENTION,
                JobOptions.LATENESS);
        more(
                settings.millis(JobOptions.TRANSACTION_TIMEOUT),
                settings.millis(JobOptions.CHECKPOINT_INTERVAL),
                errors,
                JobOptions.TRANSACTION_TIMEOUT,
                JobOptions.CHECKPOINT_INTERVAL);
        if (settings.get(JobOptions.PARALLELISM) > settings.get(JobOptions.MAX_PARALLELISM)) {
            errors.add(JobOptions.PARALLELISM.key() + ": expected at most " + JobOptions.MAX_PARALLELISM.key() + " ("
                    + settings.text(JobOptions.MAX_PARALLELISM) + "), was " + settings.text(JobOptions.PARALLELISM));
        }
        if (settings.millis(JobOptions.RESTART_DELAY) > settings.millis(JobOptions.RESTART_MAX_DELAY)) {
            errors.add(JobOptions.RESTART_DELAY.key() + ": expected at most " + JobOptions.RESTART_MAX_DELAY.key()
                    + " (" + settings.text(JobOptions.RESTART_MAX_DELAY) + "), was "
                    + settings.text(JobOptions.RESTART_DELAY));
        }
        if (settings.get(JobOptions.VENUE) == VenueMode.EXTERNAL
                && settings.get(JobOptions.EXECUTIONS_EXTERNAL).isEmpty()) {
            errors.add(JobOptions.EXECUTIONS_EXTERNAL.key() + ": expected a topic with " + JobOptions.VENUE.key()
                    + ": external, was empty");
        }
        distinctTopics(settings, errors);
    }

    private static void more(
            long left, long right, List<String> errors, Option<Duration> option, Option<Duration> than) {
        if (left <= right) {
            errors.add(option.key() + ": expected more than " + than.key() + " ("
                    + DurationText.format(Duration.ofMillis(right)) + "), was "
                    + DurationText.format(Duration.ofMillis(left)));
        }
    }

    private static void distinctTopics(Settings settings, List<String> errors) {
        Map<String, String> keyByTopic = new HashMap<>();
        for (Option<?> option : JobOptions.all()) {
            if (option.key().startsWith("topics.") && !settings.text(option).isEmpty()) {
                String other = keyByTopic.putIfAbsent(settings.text(option), option.key());
                if (other != null) {
                    errors.add(option.key() + ": expected another topic than " + other + ", was the same '"
                            + settings.text(option) + "'");
                }
            }
        }
    }
}
