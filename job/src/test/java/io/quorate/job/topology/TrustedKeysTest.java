package io.quorate.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.control.BundleTrust;
import io.quorate.job.fault.UserError;
import io.quorate.job.registry.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedKeysTest {
    @TempDir
    private Path dir;

    @Test
    void severalKeysMayStandInOneFile() throws Exception {
        SigningKey.generate(dir.resolve("a"));
        SigningKey.generate(dir.resolve("b"));
        Path both = dir.resolve("both.pem");
        Files.writeString(both, Files.readString(dir.resolve("a.pub")) + Files.readString(dir.resolve("b.pub")));
        BundleTrust trust = TrustedKeys.of(both.toString(), true);
        assertThat(trust.publicKeys()).hasSize(2);
        assertThat(trust.required()).isTrue();
        assertThat(Files.getPosixFilePermissions(dir.resolve("a.key"))).hasSize(2);
        assertThat(TrustedKeys.of("", false)).isEqualTo(BundleTrust.ANYBODY);
    }

    @Test
    void whatIsWrongWithTheOptionsIsSaidInOneLine() throws Exception {
        assertThatThrownBy(() -> TrustedKeys.of("", true))
                .isInstanceOf(UserError.class)
                .hasMessage("model.require-signature: expected model.trusted-keys with it, was empty");
        assertThatThrownBy(() -> TrustedKeys.of(dir.resolve("none").toString(), false))
                .hasMessageContaining("expected a readable file of public keys");
        Path empty = Files.writeString(dir.resolve("empty"), "hello");
        assertThatThrownBy(() -> TrustedKeys.of(empty.toString(), false)).hasMessageContaining("expected a public key");
        Path wrong =
                Files.writeString(dir.resolve("wrong"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        assertThatThrownBy(() -> TrustedKeys.of(wrong.toString(), false))
                .hasMessageContaining("expected a public Ed25519 key");
    }
}
