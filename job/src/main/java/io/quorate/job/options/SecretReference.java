package io.quorate.job.options;

import io.quorate.job.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Where a secret is kept: {@code file:PATH} or {@code env:NAME}. The secret itself is read only when it is used. */
public record SecretReference(String text) {
    private static final String FILE = "file:";
    private static final String ENV = "env:";

    public SecretReference {
        if (!is(text)) {
            // The text may be the secret itself, so it is not repeated.
            throw new IllegalArgumentException("expected file:PATH or env:NAME, was a plain value");
        }
    }

    static boolean is(String text) {
        return (text.startsWith(FILE) && text.length() > FILE.length())
                || (text.startsWith(ENV) && text.length() > ENV.length());
    }

    /** Whether a Kafka property of this name holds something nobody may see. */
    static boolean isSecretName(String property) {
        String name = property.toLowerCase(Locale.ROOT);
        return name.contains("password")
                || name.contains("secret")
                || name.contains("token")
                || name.endsWith("jaas.config")
                || name.endsWith("keystore.key");
    }

    /** The secret, without trailing line ends; throws UserError naming the reference when it cannot be read. */
    public String resolve() {
        if (text.startsWith(ENV)) {
            String value = System.getenv(text.substring(ENV.length()));
            if (value == null) {
                throw UserError.wrongUse("expected an environment variable for " + text + ", was not set");
            }
            return value;
        }
        try {
            return Files.readString(Path.of(text.substring(FILE.length()))).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw UserError.wrongUse("expected a readable file for " + text + ", was "
                    + e.getClass().getSimpleName());
        }
    }
}
