package io.quorate.job.topology;

import io.quorate.control.BundleTrust;
import io.quorate.job.fault.UserError;
import io.quorate.job.options.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of public keys whose bundles a job accepts: PEM, one after the other. */
public final class TrustedKeys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private TrustedKeys() {}

    /** What the two options say; throws UserError when they contradict each other or the file is none. */
    static BundleTrust of(String file, boolean required) {
        if (file.isEmpty() && required) {
            throw UserError.wrongUse(JobOptions.MODEL_SIGNED.key() + ": expected " + JobOptions.MODEL_KEYS.key()
                    + " with it, was empty");
        }
        return file.isEmpty() ? BundleTrust.ANYBODY : new BundleTrust(read(Path.of(file)), required);
    }

    /** The keys of a file in X.509 form, base64; throws UserError when there is none. */
    public static List<String> read(Path file) {
        List<String> keys = new ArrayList<>();
        try {
            Matcher pem = PEM.matcher(Files.readString(file));
            while (pem.find()) {
                String key = pem.group(1).replaceAll("\\s", "");
                BundleTrust.key(key);
                keys.add(key);
            }
        } catch (IOException e) {
            throw UserError.failed(file + ": expected a readable file of public keys, was "
                    + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw UserError.failed(file + ": " + e.getMessage());
        }
        if (keys.isEmpty()) {
            throw UserError.failed(file + ": expected a public key, PEM, was none");
        }
        return keys;
    }
}
