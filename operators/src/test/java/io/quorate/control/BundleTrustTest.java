package io.quorate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.schema.control.EnsembleSpec;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleTrustTest {
    private static final EnsembleSpec SPEC = Epochs.spec(1);

    private final KeyPair own = pair();
    private final KeyPair other = pair();

    @Test
    void aSignatureByATrustedKeyIsAccepted() {
        BundleTrust trust = new BundleTrust(List.of(text(other), text(own)), true);
        assertThat(trust.problem(SPEC.signed(BundleTrust.sign(own.getPrivate(), SPEC.sha256()))))
                .isNull();
    }

    @Test
    void aSignatureByAnotherKeyOrOfAnotherDigestIsNot() {
        BundleTrust trust = new BundleTrust(List.of(text(own)), false);
        String byOther = BundleTrust.sign(other.getPrivate(), SPEC.sha256());
        String ofOther = BundleTrust.sign(own.getPrivate(), Epochs.spec(2).sha256());
        for (String signature : new String[] {byOther, ofOther, "", "not base64", "AAAA"}) {
            assertThat(trust.problem(SPEC.signed(signature)))
                    .as(signature)
                    .startsWith("expected a signature of " + SPEC.sha256())
                    .contains("was");
        }
    }

    @Test
    void aMissingSignatureMattersOnlyWhenItIsRequired() {
        assertThat(new BundleTrust(List.of(text(own)), false).problem(SPEC)).isNull();
        assertThat(new BundleTrust(List.of(text(own)), true).problem(SPEC))
                .isEqualTo("expected a signature by a trusted key, was none");
        assertThat(BundleTrust.ANYBODY.problem(SPEC.signed("x"))).isNull();
    }

    @Test
    void whatIsNoKeyOrNoTrustIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BundleTrust(List.of(), true))
                .withMessageContaining("expected a trusted key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BundleTrust(List.of("AAAA"), false))
                .withMessageContaining("expected a public Ed25519 key");
    }

    static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String text(KeyPair pair) {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }
}
