package io.quorate.job.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** Styles and scripts of the pages, and what a content security policy calls them. */
final class PageResource {
    private PageResource() {}

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(
                PageResource.class.getResourceAsStream(name), () -> "expected the resource " + name + ", was none")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("expected the resource " + name + ", was unreadable", e);
        }
    }

    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java, was none", e);
        }
    }
}
